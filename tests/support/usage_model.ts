/** What a day or a month will take, by the same rules as it is counted: to choose settings by. */
import {
  createAwakeTime,
  createUsageCounter,
  type UsageCounterOptions,
  type UsageState,
} from "../../relay/quotas/usage_counter.ts";
import { DAY_MS, HOUR_MS } from "../../relay/shared/time.ts";
import { type Advice, COMPUTE_UNITS } from "../../relay/quotas/quotas.ts";

export interface Change {
  /** Milliseconds since the beginning of the day. */
  readonly at: number;
  readonly bytes: number;
}

export interface Day {
  /** Of home's records. */
  readonly changes: readonly Change[];
  /** Messages for the mailbox; each is written when it comes. */
  readonly hooks: readonly number[];
  /** Home dials: what waits in the mailbox is looked up. */
  readonly dials: readonly number[];
}

/** When batches go: so long after the first change that waits, or when there are bytes enough. */
export function batchesOf(
  changes: readonly Change[],
  { replicateEveryMs, replicateEveryBytes }: Pick<
    Advice,
    "replicateEveryMs" | "replicateEveryBytes"
  >,
): number[] {
  const batches: number[] = [];
  let due = Infinity;
  let bytes = 0;
  for (const change of changes.toSorted((a, b) => a.at - b.at)) {
    if (change.at >= due) {
      batches.push(due);
      [due, bytes] = [Infinity, 0];
    }
    bytes += change.bytes;
    if (due === Infinity) due = change.at + replicateEveryMs;
    if (bytes < replicateEveryBytes) continue;
    batches.push(change.at);
    [due, bytes] = [Infinity, 0];
  }
  return due === Infinity ? batches : [...batches, due];
}

/** @returns CU-hours, and how often the database was awake for a batch */
export function simulateDay(
  day: Day,
  advice: Pick<Advice, "replicateEveryMs" | "replicateEveryBytes">,
): { readonly cuHours: number; readonly batches: number } {
  const awake = createAwakeTime();
  const batches = batchesOf(day.changes, advice);
  for (const at of [...batches, ...day.hooks, ...day.dials].sort((a, b) => a - b)) awake.stated(at);
  return { cuHours: awake.totalMs() / HOUR_MS * COMPUTE_UNITS, batches: batches.length };
}

/** Every day of a month alike, with what the thresholds advise as the month goes on. */
export function simulateMonth(
  day: Day,
  { days = 31, budgets }: { readonly days?: number } & Pick<UsageCounterOptions, "budgets"> = {},
): UsageState {
  let now = Date.UTC(2026, 0, 1);
  const usage = createUsageCounter({ now: () => now, ...budgets && { budgets } });
  for (let n = 0; n < days; n++) {
    const begin = Date.UTC(2026, 0, 1) + n * DAY_MS;
    now = begin;
    const stated = [...batchesOf(day.changes, usage.advice()), ...day.hooks, ...day.dials];
    for (const at of stated.sort((a, b) => a - b)) {
      // What is due after midnight still belongs to the month.
      now = begin + Math.min(at, DAY_MS - 1);
      usage.statement();
    }
  }
  now = Date.UTC(2026, 0, 1) + days * DAY_MS - 1;
  return usage.state();
}
