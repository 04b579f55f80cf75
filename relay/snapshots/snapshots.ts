/**
 * What the public shop last said, for when home is away: in Redis within a budget, in Postgres behind it. Only
 * home fills it; what passes through the relay never does.
 */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import type { SnapshotList, SnapshotUpload, SnapshotWithdrawal } from "../protocol/snapshots.ts";
import { createSnapshotResponse } from "./snapshot_response.ts";
import { createSnapshotCache, type SnapshotCache } from "./snapshot_cache.ts";
import { createSnapshotStore, type Outdated, type SnapshotStore } from "./snapshot_store.ts";
import { keyOf } from "./snapshot_key.ts";

export interface SnapshotsOptions {
  readonly sql: Sql;
  /** `null`: Postgres alone. */
  readonly redis: Redis | null;
  /** What may lie in Redis. @default CACHE_BYTES */
  readonly budgetBytes?: number;
  /** What may lie in Postgres. @default STORE_BYTES */
  readonly storeBytes?: number;
  /** Whether Redis may be asked, for what it costs. @default always */
  readonly isCacheAffordable?: () => boolean;
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

/** An eighth of the smallest hosted Redis: the rest is for what machines share. */
export const CACHE_BYTES = 32 * 1024 * 1024;
/** A quarter of the smallest hosted database. */
export const STORE_BYTES = 128 * 1024 * 1024;

export interface Snapshots {
  /**
   * While home is away. `null` for what is not public, was not kept, or cannot be read because Postgres is
   * away too: the caller says so with a 503.
   */
  serve(request: Request): Promise<Response | null>;
  declare(manifest: SnapshotList): Promise<{ lacks: number[] } | Outdated>;
  put(bodies: SnapshotUpload): Promise<{ kept: number; full: boolean } | Outdated>;
  /** Gone from Postgres when it returns, and from Redis unless that is away. */
  withdraw(withdrawal: SnapshotWithdrawal): Promise<{ generation: number }>;
  size: SnapshotStore["size"];
  /** Redis: `null` where there is none to be used. */
  state(): { readonly cache: "up" | "down" | null };
}

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { sql, redis, now, log, isCacheAffordable = () => true } = options;
  const { budgetBytes = CACHE_BYTES, storeBytes = STORE_BYTES } = options;
  const keeper = createSnapshotStore(sql, { now, bytesMax: storeBytes });
  const cache: SnapshotCache | null = redis &&
    createSnapshotCache({ redis, budgetBytes, now, revision: keeper.revision, log });

  async function emptied<A extends { revision: number } | Outdated>(answer: A): Promise<A> {
    if ("revision" in answer) await cache?.empty(answer.revision);
    return answer;
  }

  return {
    async serve(request) {
      const key = keyOf(request);
      if (!key) return null;
      const near = isCacheAffordable() ? cache : null;
      const quick = await near?.look(key) ?? null;
      if (quick) return createSnapshotResponse(request, key, quick, now());
      try {
        const { snapshot, revision } = await keeper.read(key);
        if (!snapshot) return null;
        await near?.keep(key, snapshot, revision);
        return createSnapshotResponse(request, key, snapshot, now());
      } catch (error) {
        log("snapshot_not_read", { path: key.path, error: String(error) });
        return null;
      }
    },
    declare: async (manifest) => await emptied(await keeper.declare(manifest)),
    put: async (bodies) => await emptied(await keeper.put(bodies)),
    withdraw: async (withdrawal) => await emptied(await keeper.withdraw(withdrawal)),
    size: keeper.size,
    state: () => ({ cache: cache && (cache.isUp() ? "up" : "down") }),
  };
}
