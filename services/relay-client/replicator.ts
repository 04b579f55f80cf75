/**
 * Decides when changes go to the replica: together, since a metered database must be let sleep, and again later where
 * the relay does not take them.
 */
import type { ReplicationPace } from "../../relay/protocol/replica.ts";
import { isFailure } from "../base/errors.ts";
import type { Timer } from "../base/timer.ts";
import type { Message } from "../jobs/mod.ts";
import { createReplicaWriter, type ReplicaWriterOptions } from "./replica_writer.ts";

interface ReplicatorOptions extends Omit<ReplicaWriterOptions, "sending" | "paced"> {
  readonly timer: Timer;
  /** Until the relay asks for another one. */
  readonly pace: ReplicationPace;
}

export interface ReplicaState {
  /** When everything was last known to be carried. */
  readonly syncedAt: number | null;
  /** When the oldest change that waits was made. */
  readonly waitingSince: number | null;
  readonly failing: { readonly since: number; readonly why: Message } | null;
  /** Since the start. Each batch wakes a database that sleeps. */
  readonly sent: { readonly batches: number; readonly bytes: number };
}

export interface Replicator {
  /** Carries all that waits, now. @throws Failure when the relay cannot be reached or refuses */
  replicate(): Promise<{ records: number }>;
  state(): ReplicaState;
  start(): void;
  /** Carries what waits, then stops. */
  stop(): Promise<void>;
}

const RETRY_MS_MIN = 30_000;
const RETRY_MS_MAX = 30 * 60_000;

export function createReplicator(options: ReplicatorOptions): Replicator {
  const { db, clock, timer, log, isPrivate } = options;
  let { pace } = options;
  let syncedAt: number | null = null;
  let waitingSince: number | null = null;
  let waitingBytes = 0;
  let failing: { since: number; retryMs: number; why: Message } | null = null;
  const sent = { batches: 0, bytes: 0 };
  let callOff: (() => void) | null = null;
  let running: Promise<{ records: number }> | null = null;
  let stopHearing: (() => void) | null = null;

  const writer = createReplicaWriter({
    ...options,
    sending(bytes) {
      sent.batches++;
      sent.bytes += bytes;
    },
    paced: (asked) => pace = asked,
  });

  async function replicateAll(): Promise<{ records: number }> {
    const begun = clock.now();
    const records = await writer.writeAll();
    syncedAt = begun;
    waitingSince = null;
    waitingBytes = 0;
    failing = null;
    return { records };
  }

  async function replicate(): Promise<{ records: number }> {
    callOff?.();
    callOff = null;
    running ??= replicateAll().finally(() => running = null);
    return await running;
  }

  function later(delayMs: number): void {
    callOff?.();
    callOff = timer.after(delayMs, () => void tryNow());
  }

  async function tryNow(): Promise<void> {
    try {
      const { records } = await replicate();
      if (records > 0) log.info("replica_shipped", { records });
    } catch (error) {
      const retryMs = failing ? Math.min(failing.retryMs * 2, RETRY_MS_MAX) : RETRY_MS_MIN;
      failing = { since: failing?.since ?? clock.now(), retryMs, why: reasonOf(error) };
      log.warn("replica_failed", { error, retryMs });
      later(retryMs);
    }
  }

  return {
    replicate,
    state: () => ({
      syncedAt,
      waitingSince,
      failing: failing && { since: failing.since, why: failing.why },
      sent: { ...sent },
    }),
    start() {
      stopHearing = db.onChange((all) => {
        const changes = all.filter(({ collection }) => !isPrivate(collection));
        if (changes.length === 0) return;
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
      await replicate();
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
