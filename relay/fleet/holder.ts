/** Who holds the tunnel, as one line of text: so that equal means the same, and later sorts after earlier. */
export interface Holder {
  readonly machine: string;
  /** Where the other machines reach it: host and port. */
  readonly address: string;
  /** The line itself. */
  readonly entry: string;
}

/** Sixteen digits until the year 2286. */
const ENTRY = /^\d{16} (\S{1,100}) (\S{1,100})$/;

export function readHolder(entry: string | null): Holder | null {
  const [, machine, address] = ENTRY.exec(entry ?? "") ?? [];
  return entry && machine && address ? { machine, address, entry } : null;
}
