/**
 * Decides when changes are replicated: together, so that a metered database can sleep, and again later when the
 * relay refuses.
 */
import type { ReplicationPace } from "../../relay/protocol/replica.ts";
import { isFailure } from "../base/errors.ts";
import type { Timer } from "../base/timer.ts";
import type { Message } from "../jobs/mod.ts";
import { createReplicaWriter, type ReplicaWriterOptions } from "./replica_writer.ts";

interface ReplicatorOptions extends Omit<ReplicaWriterOptions, "onSend" | "onPace"> {
  readonly timer: Timer;
  /** Until the relay asks for another pace. */
  readonly pace: ReplicationPace;
}

export interface ReplicaState {
  /** When everything was last replicated. */
  readonly syncedAt: number | null;
  /** Time of the oldest waiting change. */
  readonly waitingSince: number | null;
  readonly failing: { readonly since: number; readonly why: Message } | null;
  /** Since the start of the app. Each batch wakes a sleeping database. */
  readonly sent: { readonly batches: number; readonly bytes: number };
}

export interface Replicator {
  /** Replicates everything that waits. @throws Failure when the relay cannot be reached or refuses */
  replicate(): Promise<{ records: number }>;
  state(): ReplicaState;
  start(): void;
  /** Replicates what waits, then stops. */
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
  let cancelTimer: (() => void) | null = null;
  let running: Promise<{ records: number }> | null = null;
  let unsubscribe: (() => void) | null = null;

  const writer = createReplicaWriter({
    ...options,
    onSend(bytes) {
      sent.batches++;
      sent.bytes += bytes;
    },
    onPace: (asked) => pace = asked,
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
    cancelTimer?.();
    cancelTimer = null;
    running ??= replicateAll().finally(() => running = null);
    return await running;
  }

  function schedule(delayMs: number): void {
    cancelTimer?.();
    cancelTimer = timer.after(delayMs, () => void replicateNow());
  }

  async function replicateNow(): Promise<void> {
    try {
      const { records } = await replicate();
      if (records > 0) log.info("replica_shipped", { records });
    } catch (error) {
      const retryMs = failing ? Math.min(failing.retryMs * 2, RETRY_MS_MAX) : RETRY_MS_MIN;
      failing = { since: failing?.since ?? clock.now(), retryMs, why: reasonOf(error) };
      log.warn("replica_failed", { error, retryMs });
      schedule(retryMs);
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
      unsubscribe = db.onChange((all) => {
        const changes = all.filter(({ collection }) => !isPrivate(collection));
        if (changes.length === 0) return;
        waitingBytes += changes.reduce((sum, { row }) => sum + sizeOf(row?.value), 0);
        waitingSince ??= clock.now();
        if (failing) return;
        if (waitingBytes >= pace.everyBytes) schedule(0);
        else if (!cancelTimer) schedule(pace.everyMs);
      });
      // Changes that the last run of the app did not replicate.
      schedule(pace.everyMs);
    },
    async stop() {
      unsubscribe?.();
      cancelTimer?.();
      if (waitingSince !== null) await replicateOrLog();
    },
  };

  async function replicateOrLog(): Promise<void> {
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
