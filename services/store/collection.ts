/** A sort of record: its schema, its id, and the indexes by which it is found. */
import type { z } from "zod";
import type { KeyPart } from "./port.ts";

interface CollectionSpec<T> {
  /** The first part of every key: never changed once there are records. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** Raised whenever the schema or an index changes what old records would give. */
  readonly version: number;
  /** `upgrades[n]` turns what version `n` wrote into version `n + 1`. */
  readonly upgrades?: Readonly<Record<number, (old: unknown) => unknown>>;
  readonly id: (value: T) => string;
  /** One key, several (an array of arrays), or `null` for no entry. */
  readonly indexes?: Readonly<Record<string, (value: T) => KeyPart[] | KeyPart[][] | null>>;
  /** Fields that are unreadable on the disk without the key. */
  readonly sealed?: readonly (keyof T & string)[];
}

export type Collection<T> = CollectionSpec<T>;

/** A record as it was read. Changing it needs this stamp, so that nobody's work is overwritten. */
export interface Row<T> {
  readonly id: string;
  readonly value: T;
  readonly stamp: string;
  /** Set when the record was too long for one value: over how many keys it goes on. */
  readonly parts?: number;
}

/** @throws Error when a step between two versions is missing */
export function defineCollection<T>(spec: CollectionSpec<T>): Collection<T> {
  for (let version = 1; version < spec.version; version++) {
    if (!spec.upgrades?.[version]) {
      throw new Error(`${spec.name} has no upgrade from version ${version}`);
    }
  }
  return spec;
}

/** The keys that `value` has in one index. */
export function indexKeys<T>(c: Collection<T>, index: string, value: T): KeyPart[][] {
  const found = c.indexes![index]!(value);
  if (found === null || found.length === 0) return [];
  return Array.isArray(found[0]) ? found as KeyPart[][] : [found as KeyPart[]];
}
