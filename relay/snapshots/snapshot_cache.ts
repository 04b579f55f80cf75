/**
 * Caches snapshots in Redis within a budget of bytes. The whole cache belongs to one revision of the snapshots
 * in Postgres and is cleared for the next. It is read only while home is offline, when nothing changes.
 */
import { Buffer } from "node:buffer";
import type { Redis } from "ioredis";
import type { SnapshotKey } from "../protocol/snapshots.ts";
import { EMPTY, KEEP, LOOK } from "./cache_scripts.ts";
import type { Snapshot } from "./snapshot_store.ts";
import { HOUR_MS } from "../shared/time.ts";

export interface SnapshotCache {
  /** @returns null where it is not cached, or Redis is unavailable */
  read(key: SnapshotKey): Promise<Snapshot | null>;
  /** @param revision of Postgres when the snapshot was read */
  write(key: SnapshotKey, snapshot: Snapshot, revision: number): Promise<void>;
  /** Call it after each write to Postgres. @returns false when Redis did not receive it */
  clear(revision: number): Promise<boolean>;
  /** Whether the last command was answered. */
  isUp(): boolean;
}

export interface SnapshotCacheOptions {
  readonly redis: Redis;
  readonly budgetBytes: number;
  readonly now: () => number;
  /** The current revision in Postgres. */
  readonly revision: () => Promise<number>;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

const KEYS = ["bodies", "images", "pages", "whole"].map((name) => `{snapshots}:${name}`);
/** Bounds how long a withdrawn page can stay in the cache of other machines when this one cannot reach Redis. */
const LIFETIME_MS = 6 * HOUR_MS;
/** Pause after a failure: visitors must not wait for Redis each time. */
const PAUSE_MS = 10_000;
const NEWLINE = 10;

export function createSnapshotCache(options: SnapshotCacheOptions): SnapshotCache {
  const { redis, budgetBytes, now, revision, log } = options;
  /** Whether the cache is known to be of the current revision; false after each lost connection. */
  let isCurrent = false;
  let pausedUntil = 0;
  redis.on("close", () => isCurrent = false);

  const run = (script: string, ...given: (string | number | Buffer)[]): Promise<unknown> =>
    redis.callBuffer("EVAL", [script, KEYS.length, ...KEYS, ...given]);

  async function tryRedis<T>(what: () => Promise<T>): Promise<T | null> {
    if (now() < pausedUntil) return null;
    try {
      const answer = await what();
      pausedUntil = 0;
      return answer;
    } catch (error) {
      isCurrent = false;
      pausedUntil = now() + PAUSE_MS;
      log("snapshots_without_redis", { error: String(error) });
      return null;
    }
  }

  async function clearUnless(current: number): Promise<void> {
    isCurrent = Number(await run(EMPTY, current, LIFETIME_MS)) === current;
  }

  return {
    isUp: () => pausedUntil === 0,

    async read(key) {
      return await tryRedis(async () => {
        if (!isCurrent) await clearUnless(await revision());
        if (!isCurrent) return null;
        const found = await run(LOOK, nameOf(key), now());
        return Buffer.isBuffer(found) ? unpacked(found) : null;
      });
    },

    async write(key, snapshot, current) {
      if (!isCurrent) return;
      await tryRedis(async () => {
        const packed = pack(snapshot);
        const isImage = snapshot.type.startsWith("image/") ? 1 : 0;
        const given = [current, nameOf(key), packed, packed.length, isImage, now(), budgetBytes];
        if (Number(await run(KEEP, ...given)) < 0) isCurrent = false;
      });
    },

    async clear(current) {
      // Home waits here, not a visitor: tries also during the pause.
      pausedUntil = 0;
      const done = await tryRedis(async () => {
        await clearUnless(current);
        return true;
      });
      return done ?? false;
    },
  };
}

const nameOf = ({ path, lang }: SnapshotKey): string => `${path} ${lang}`;

function pack({ body, ...head }: Snapshot): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
}

function unpacked(bytes: Buffer): Snapshot {
  const end = bytes.indexOf(NEWLINE);
  const head: Omit<Snapshot, "body"> = JSON.parse(bytes.subarray(0, end).toString());
  return { ...head, body: new Uint8Array(bytes.subarray(end + 1)) };
}
