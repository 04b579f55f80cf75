/** Merges a form, field by field, with values that were saved elsewhere since it was loaded. */

/** Values by field: several for checked boxes that share a name, none for an empty field. */
export type Values = Readonly<Record<string, readonly string[]>>;

interface Versions {
  /** Values that the form was filled with; `undefined` means the record's present ones. */
  readonly seen: Values | undefined;
  readonly sent: Values;
  /** The record as it is now. */
  readonly current: Values;
}

interface Merged {
  readonly values: Values;
  /** The record's values of fields that both sides changed differently. */
  readonly theirs: Values;
  /** The fields that differ from the record. */
  readonly changed: ReadonlySet<string>;
}

export function merge({ seen, sent, current }: Versions): Merged {
  const values: Record<string, readonly string[]> = {};
  const theirs: Record<string, readonly string[]> = {};
  const changed = new Set<string>();
  for (const [name, now] of Object.entries(current)) {
    const before = seen && name in seen ? seen[name] : now;
    const said = saidOf(name, { seen, sent });
    values[name] = said !== null && !isSame(said, before) && !isSame(said, now) ? said : now;
    if (values[name] === now) continue;
    changed.add(name);
    if (!isSame(before, now)) theirs[name] = now;
  }
  return { values, theirs, changed };
}

/** `null` where the form had no such field. A field without a tick is not sent, but was seen. */
function saidOf(name: string, { seen, sent }: Pick<Versions, "seen" | "sent">) {
  return sent[name] ?? (seen && name in seen ? [] : null);
}

/** Ignores spaces, line ends and order, and treats an empty field as a missing one. */
function isSame(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return plain(a) === plain(b);
}

const plain = (values: readonly string[]): string =>
  JSON.stringify(
    values.map((value) => value.replaceAll("\r\n", "\n").trim()).filter(Boolean).sort(),
  );
