/**
 * Carries home's changes to the second copy, in batches: a metered database must be let sleep. The outbox says
 * which records changed; each is carried as it is then.
 */
import type { Batch, Cursor, Pace } from "../../relay/protocol_replica.ts";
import { BATCH_BYTES_MAX } from "../../relay/protocol_replica.ts";
import type { Clock } from "../clock.ts";
import { conflict, isFailure } from "../errors.ts";
import type { Message, Timer } from "../jobs/mod.ts";
import type { Logger } from "../log.ts";
import { CARRIED, carriedRecords, type Database, type OutboxMark } from "../store/mod.ts";
import { createCopied } from "./copied.ts";

/** What the relay answers to a batch; `unavailable` failures are thrown. */
export interface ReplicaClient {
  cursor(): Promise<Cursor>;
  apply(batch: Batch): Promise<
    {
      readonly applied: boolean;
      readonly why?: "next" | "other_home";
      readonly cursor: Cursor;
      readonly pace?: Pace;
    }
  >;
}

export interface ReplicatorOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Logger;
  /** This home's name on its copy. */
  readonly home: string;
  readonly client: ReplicaClient;
  /** Until the relay asks for another one. */
  readonly pace: Pace;
}

export interface ReplicaState {
  /** When everything was last known to be carried. */
  readonly evenAt: number | null;
  /** When the oldest change that waits was made. */
  readonly waitingSince: number | null;
  readonly failing: { readonly since: number; readonly why: Message } | null;
  /** Since the start. Each batch wakes a database that sleeps. */
  readonly sent: { readonly batches: number; readonly bytes: number };
}

export interface Replicator {
  /** Carries all that waits, now. @throws Failure when the relay cannot be reached or refuses */
  ship(): Promise<{ records: number }>;
  state(): ReplicaState;
  start(): void;
  /** Carries what waits, then stops. */
  stop(): Promise<void>;
}

const MARKS_PER_BATCH = 2_000;
/** Leaves room for the batch's own words. */
const BATCH_BYTES = BATCH_BYTES_MAX / 4;
const RETRY_MS_MIN = 30_000;
const RETRY_MS_MAX = 30 * 60_000;

export function createReplicator(options: ReplicatorOptions): Replicator {
  const { db, clock, timer, log, home, client } = options;
  let { pace } = options;
  let number: number | null = null;
  let evenAt: number | null = null;
  let waitingSince: number | null = null;
  let waitingBytes = 0;
  let failing: { since: number; retryMs: number; why: Message } | null = null;
  const copied = createCopied(db.store);
  const sent = { batches: 0, bytes: 0 };
  let callOff: (() => void) | null = null;
  let running: Promise<{ records: number }> | null = null;
  let stopHearing: (() => void) | null = null;

  async function shipAll(): Promise<{ records: number }> {
    const begun = clock.now();
    let records = 0;
    if (number === null) await goOnFrom(await client.cursor());
    for (;;) {
      const marks = await db.outbox.list(MARKS_PER_BATCH);
      if (marks.length === 0) break;
      const carried = await shipSome(marks);
      records += carried;
    }
    evenAt = begun;
    waitingSince = null;
    waitingBytes = 0;
    failing = null;
    return { records };
  }

  /** @returns how many of the marks were carried */
  async function shipSome(marks: readonly OutboxMark[]): Promise<number> {
    const { batch, count, bytes } = await batchOf(marks, number! + 1);
    sent.batches++;
    sent.bytes += bytes;
    // Another process of this home was quicker: what waits may have changed.
    if (!await isApplied(batch)) return 0;
    await db.outbox.done(marks.slice(0, count));
    return count;
  }

  async function isApplied(batch: Batch): Promise<boolean> {
    const { applied, why, cursor, pace: asked } = await client.apply(batch);
    pace = asked ?? pace;
    if (!applied && why === "other_home") throw conflict("uplink.replica_of_other_home");
    if (!applied) {
      await goOnFrom(cursor);
      return false;
    }
    number = cursor.number;
    await copied.remember(number);
    return true;
  }

  async function goOnFrom(cursor: Cursor): Promise<void> {
    number = cursor.number;
    if (cursor.home !== null && number >= await copied.number()) return;
    log.warn("replica_begun_anew", { number });
    await db.outbox.markAll(clock.now());
    // An empty one has nothing that must go first.
    if (cursor.home === null) return;
    const clears = CARRIED.map(([first, past]): [string, string] => [first, past]);
    await isApplied({ home, number: number + 1, clears, puts: [] });
  }

  async function batchOf(marks: readonly OutboxMark[], number: number) {
    const batch: Batch = { home, number, clears: [], puts: [] };
    let bytes = 0;
    let count = 0;
    for (const { clears, puts } of await carriedRecords(db.store, marks)) {
      const size = JSON.stringify([clears, puts]).length;
      if (count > 0 && bytes + size > BATCH_BYTES) break;
      for (const [first, past] of clears) batch.clears.push([first, past]);
      for (const [key, value] of puts) batch.puts.push([key, value]);
      bytes += size;
      count++;
    }
    return { batch, count, bytes };
  }

  async function ship(): Promise<{ records: number }> {
    callOff?.();
    callOff = null;
    running ??= shipAll().finally(() => running = null);
    return await running;
  }

  function later(delayMs: number): void {
    callOff?.();
    callOff = timer.after(delayMs, () => void tryNow());
  }

  async function tryNow(): Promise<void> {
    try {
      const { records } = await ship();
      if (records > 0) log.info("replica_shipped", { records });
    } catch (error) {
      const retryMs = failing ? Math.min(failing.retryMs * 2, RETRY_MS_MAX) : RETRY_MS_MIN;
      failing = { since: failing?.since ?? clock.now(), retryMs, why: reasonOf(error) };
      log.warn("replica_failed", { error, retryMs });
      later(retryMs);
    }
  }

  return {
    ship,
    state: () => ({
      evenAt,
      waitingSince,
      failing: failing && { since: failing.since, why: failing.why },
      sent: { ...sent },
    }),
    start() {
      stopHearing = db.onChange((changes) => {
        waitingBytes += changes.reduce((sum, { row }) => sum + sizeOf(row?.value), 0);
        waitingSince ??= clock.now();
        if (failing) return;
        if (waitingBytes >= pace.everyBytes) later(0);
        else if (!callOff) later(pace.everyMs);
      });
      // What the last run left behind.
      later(pace.everyMs);
    },
    async stop() {
      stopHearing?.();
      callOff?.();
      if (waitingSince !== null) await tryOnce();
    },
  };

  async function tryOnce(): Promise<void> {
    try {
      await ship();
    } catch (error) {
      log.warn("replica_left_behind", { error });
    }
  }
}

const sizeOf = (value: unknown): number => value === undefined ? 0 : JSON.stringify(value).length;

function reasonOf(error: unknown): Message {
  return isFailure(error)
    ? { key: error.key, params: error.params }
    : { key: "common.something_wrong" };
}
