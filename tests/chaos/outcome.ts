/** Result of a scenario: the faults injected, the counts, and the promises broken. */
export interface Outcome {
  /** Id in the table of faults (docs/faults.md), such as F1. */
  readonly fault: string;
  readonly title: string;
  /** The injected fault and its target. */
  readonly done: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Empty: every promise was kept. */
  readonly broken: readonly string[];
}

export interface Judge {
  readonly broken: string[];
  /** Notes `promise` as broken when it is not so. */
  holds(isSo: boolean, promise: string): void;
}

export function judge(): Judge {
  const broken: string[] = [];
  return { broken, holds: (isSo, promise) => void (isSo || broken.push(promise)) };
}

const NAMED_MAX = 3;

/** "3 lost: a, b, c": nothing, where there is none. */
export function named(how: string, those: readonly string[]): string[] {
  if (those.length === 0) return [];
  return [`${those.length} ${how}: ${those.slice(0, NAMED_MAX).join(", ")}`];
}
