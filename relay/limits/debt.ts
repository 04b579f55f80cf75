/**
 * How much of its allowance somebody has used, as one number: the moment when all of it is paid off again. Each
 * request adds its price, time pays; who would owe more than the burst is refused (GCRA).
 */
export interface Allowance {
  /** What one may do at once. */
  readonly burst: number;
  /** How long it takes until one may do one more. */
  readonly everyMs: number;
}

export interface Account {
  /** By the caller's clock. */
  paidOffAt: number;
  /** Taken since the other machines were told. */
  untold: number;
}

/** @returns 0 when it is taken, or how long to wait before it may be */
export function take(account: Account, { burst, everyMs }: Allowance, now: number): number {
  const paidOffAt = Math.max(account.paidOffAt, now) + everyMs;
  const waitMs = paidOffAt - now - burst * everyMs;
  if (waitMs > 0) return waitMs;
  account.paidOffAt = paidOffAt;
  account.untold++;
  return 0;
}
