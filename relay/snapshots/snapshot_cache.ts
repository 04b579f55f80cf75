/**
 * The snapshots in Redis, in front of Postgres, within a budget of bytes. All of it belongs to one revision of
 * what Postgres holds; with the next it is emptied. It is only asked while home is away, when nothing changes.
 */
import { Buffer } from "node:buffer";
import type { Redis } from "ioredis";
import type { SnapshotKey } from "../protocol/snapshots.ts";
import { EMPTY, KEEP, LOOK } from "./cache_scripts.ts";
import type { Snapshot } from "./snapshot_store.ts";
import { HOUR_MS } from "../shared/time.ts";

export interface SnapshotCache {
  /** `null` where it is not there, or where Redis is not to be had. */
  look(key: SnapshotKey): Promise<Snapshot | null>;
  /** @param revision of Postgres when it was read */
  keep(key: SnapshotKey, snapshot: Snapshot, revision: number): Promise<void>;
  /** To be called after each write to Postgres. @returns false when Redis did not hear of it */
  empty(revision: number): Promise<boolean>;
  /** Whether it answered when it was last asked. */
  isUp(): boolean;
}

export interface SnapshotCacheOptions {
  readonly redis: Redis;
  readonly budgetBytes: number;
  readonly now: () => number;
  /** Of Postgres, now. */
  readonly revision: () => Promise<number>;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

const KEYS = ["bodies", "images", "pages", "whole"].map((name) => `{snapshots}:${name}`);
/** A machine that was cut off from Redis when something was withdrawn cannot tell the others: this ends it. */
const LIVES_MS = 6 * HOUR_MS;
/** Whoever waits for a page must not wait for Redis each time. */
const REST_MS = 10_000;
const NEWLINE = 10;

export function createSnapshotCache(options: SnapshotCacheOptions): SnapshotCache {
  const { redis, budgetBytes, now, revision, log } = options;
  /** Not since it was last away: it may hold what was withdrawn meanwhile. */
  let trusted = false;
  let restsUntil = 0;
  redis.on("close", () => trusted = false);

  const run = (script: string, ...given: (string | number | Buffer)[]): Promise<unknown> =>
    redis.callBuffer("EVAL", [script, KEYS.length, ...KEYS, ...given]);

  async function attempt<T>(what: () => Promise<T>): Promise<T | null> {
    if (now() < restsUntil) return null;
    try {
      const answer = await what();
      restsUntil = 0;
      return answer;
    } catch (error) {
      trusted = false;
      restsUntil = now() + REST_MS;
      log("snapshots_without_redis", { error: String(error) });
      return null;
    }
  }

  async function emptyUnless(current: number): Promise<void> {
    trusted = Number(await run(EMPTY, current, LIVES_MS)) === current;
  }

  return {
    isUp: () => restsUntil === 0,

    async look(key) {
      return await attempt(async () => {
        if (!trusted) await emptyUnless(await revision());
        if (!trusted) return null;
        const found = await run(LOOK, nameOf(key), now());
        return Buffer.isBuffer(found) ? unpacked(found) : null;
      });
    },

    async keep(key, snapshot, current) {
      if (!trusted) return;
      await attempt(async () => {
        const packed = pack(snapshot);
        const isImage = snapshot.type.startsWith("image/") ? 1 : 0;
        const given = [current, nameOf(key), packed, packed.length, isImage, now(), budgetBytes];
        if (Number(await run(KEEP, ...given)) < 0) trusted = false;
      });
    },

    async empty(current) {
      // Whoever waits here is home: it can wait for Redis even while others do not.
      restsUntil = 0;
      const done = await attempt(async () => {
        await emptyUnless(current);
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
