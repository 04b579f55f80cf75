/**
 * What home knows about its replica: the last batch, the checksum of all entries, and for each record its batch
 * and its share of the checksum. A replica that does not match was replaced, reset or changed by somebody, and
 * is written anew.
 */
import { z } from "zod";
import type { Key, Store } from "../store/mod.ts";
import type { NewId } from "../base/clock.ts";

/** These keys are no records and are not replicated. */
const STATE: Key = ["uplink", "replica"];
const ENTRIES: Key = ["uplink", "replicated"];

const StateSchema = z.object({
  /** Number of the current replica; entries of earlier ones do not count. */
  beginning: z.number().int(),
  /** Number of the last acknowledged batch. */
  number: z.number().int(),
  sum: z.string(),
  /** As sent to the relay; empty before the first batch. */
  manifest: z.string(),
});
export type LedgerState = z.infer<typeof StateSchema>;

export interface RecordName {
  readonly collection: string;
  readonly id: string;
}

export interface Replicated {
  /** The number of the batch. */
  readonly version: number;
  /** Share of the record's entries in the checksum. */
  readonly weight: bigint;
}

export interface ReplicaLedger {
  /** Null before the first replica. */
  state(): Promise<LedgerState | null>;
  /** Null for a record that is not in the replica. */
  entries(beginning: number, names: readonly RecordName[]): Promise<(Replicated | null)[]>;
  /** Starts a new replica. @param number of the last batch that the relay has */
  startReplica(number: number): Promise<LedgerState>;
  /**
   * Records an acknowledged batch. The state is written last: after an interruption the replica looks ahead of
   * home.
   */
  recordBatch(
    state: LedgerState,
    written: readonly (RecordName & { entry: Replicated | null })[],
  ): Promise<void>;
}

const WRITTEN_AT_ONCE = 400;

export function createReplicaLedger(store: Store): ReplicaLedger {
  const keyOf = ({ collection, id }: RecordName): Key => [...ENTRIES, collection, id];

  async function state(): Promise<LedgerState | null> {
    return StateSchema.nullable().catch(null).parse((await store.get(STATE))?.value ?? null);
  }

  return {
    state,
    async entries(beginning, names) {
      const found = await store.getMany(names.map(keyOf));
      return found.map((entry) => {
        const [since, version, weight] = (entry?.value ?? []) as [number?, number?, string?];
        if (since !== beginning || version === undefined || weight === undefined) return null;
        return { version, weight: BigInt(`0x${weight}`) };
      });
    },
    async startReplica(number) {
      const beginning = ((await state())?.beginning ?? 0) + 1;
      const fresh = { beginning, number, sum: "0", manifest: "" };
      await store.atomic({ sets: [{ key: STATE, value: fresh }] });
      return fresh;
    },
    async recordBatch(next, written) {
      for (let at = 0; at < written.length; at += WRITTEN_AT_ONCE) {
        const some = written.slice(at, at + WRITTEN_AT_ONCE);
        await store.atomic({
          deletes: some.filter(({ entry }) => !entry).map(keyOf),
          sets: some.flatMap(({ entry, ...name }) =>
            entry
              ? [{
                key: keyOf(name),
                value: [next.beginning, entry.version, entry.weight.toString(16)],
              }]
              : []
          ),
        });
      }
      await store.atomic({ sets: [{ key: STATE, value: { ...next } }] });
    },
  };
}

/** Not a record and not replicated; a restore takes the replica's name. */
export const HOME_NAME: Key = ["uplink", "home"];

/**
 * The name under which this home's replica is stored, so that two homes never share one. Created on the first
 * call.
 */
export async function readHomeName(store: Store, newId: NewId): Promise<string> {
  const checks = [{ key: HOME_NAME, stamp: null }];
  await store.atomic({ checks, sets: [{ key: HOME_NAME, value: newId() }] });
  return String((await store.get(HOME_NAME))!.value);
}
