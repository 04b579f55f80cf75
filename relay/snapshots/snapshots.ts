/**
 * Snapshots of the public shop for the time home is offline: in Postgres, with a cache in Redis. Only home
 * writes them; responses that pass through the relay are never stored.
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
  /** Null: Postgres alone. */
  readonly redis: Redis | null;
  /** Limit of the cache in Redis. @default CACHE_BYTES */
  readonly budgetBytes?: number;
  /** Limit in Postgres. @default STORE_BYTES */
  readonly storeBytes?: number;
  /** Whether the month's quota allows the cache. @default always */
  readonly isCacheAffordable?: () => boolean;
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

/** An eighth of the smallest hosted Redis; the rest is for the cluster. */
export const CACHE_BYTES = 32 * 1024 * 1024;
/** A quarter of the smallest hosted database. */
export const STORE_BYTES = 128 * 1024 * 1024;

export interface Snapshots {
  /** @returns null for a path that is not public or has no snapshot, or while Postgres is unreachable */
  serve(request: Request): Promise<Response | null>;
  declare(manifest: SnapshotList): Promise<{ lacks: number[] } | Outdated>;
  put(bodies: SnapshotUpload): Promise<{ kept: number; full: boolean } | Outdated>;
  /** Deleted from Postgres when it returns, and from Redis if that is reachable. */
  withdraw(withdrawal: SnapshotWithdrawal): Promise<{ generation: number }>;
  size: SnapshotStore["size"];
  /** State of the cache; null without Redis. */
  state(): { readonly cache: "up" | "down" | null };
}

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { sql, redis, now, log, isCacheAffordable = () => true } = options;
  const { budgetBytes = CACHE_BYTES, storeBytes = STORE_BYTES } = options;
  const keeper = createSnapshotStore(sql, { now, bytesMax: storeBytes });
  const cache: SnapshotCache | null = redis &&
    createSnapshotCache({ redis, budgetBytes, now, revision: keeper.revision, log });

  async function clearCacheAfter<A extends { revision: number } | Outdated>(answer: A): Promise<A> {
    if ("revision" in answer) await cache?.clear(answer.revision);
    return answer;
  }

  return {
    async serve(request) {
      const key = keyOf(request);
      if (!key) return null;
      const usableCache = isCacheAffordable() ? cache : null;
      const cached = await usableCache?.read(key) ?? null;
      if (cached) return createSnapshotResponse(request, key, cached, now());
      try {
        const { snapshot, revision } = await keeper.read(key);
        if (!snapshot) return null;
        await usableCache?.write(key, snapshot, revision);
        return createSnapshotResponse(request, key, snapshot, now());
      } catch (error) {
        log("snapshot_not_read", { path: key.path, error: String(error) });
        return null;
      }
    },
    declare: async (manifest) => await clearCacheAfter(await keeper.declare(manifest)),
    put: async (bodies) => await clearCacheAfter(await keeper.put(bodies)),
    withdraw: async (withdrawal) => await clearCacheAfter(await keeper.withdraw(withdrawal)),
    size: keeper.size,
    state: () => ({ cache: cache && (cache.isUp() ? "up" : "down") }),
  };
}
