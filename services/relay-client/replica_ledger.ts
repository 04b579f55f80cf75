/**
 * What home knows of its replica: the last batch, the sum of all entries, and for each record in which batch it went
 * and what it added to the sum. A replica that does not match is another one, was set back or was written to: it is
 * begun anew.
 */
import { z } from "zod";
import type { Key, Store } from "../store/mod.ts";
import type { NewId } from "../base/clock.ts";

/** Outside the records: they are not replicated. */
const STATE: Key = ["uplink", "replica"];
const ENTRIES: Key = ["uplink", "replicated"];

const StateSchema = z.object({
  /** Entries of an earlier beginning count no more. */
  beginning: z.number().int(),
  /** Of the last batch that was acknowledged. */
  number: z.number().int(),
  sum: z.string(),
  /** As the relay was given it; empty before the first batch. */
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
  /** What the record's entries add to the sum. */
  readonly weight: bigint;
}

export interface ReplicaLedger {
  /** Null before the first beginning. */
  state(): Promise<LedgerState | null>;
  /** Null for a record that is not in the replica. */
  entries(beginning: number, names: readonly RecordName[]): Promise<(Replicated | null)[]>;
  /** Everything so far is forgotten. @param number of the replica's last batch */
  begin(number: number): Promise<LedgerState>;
  /** Notes an acknowledged batch. The state is written last: an interruption looks like a replica that is ahead. */
  note(
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
    async begin(number) {
      const beginning = ((await state())?.beginning ?? 0) + 1;
      const fresh = { beginning, number, sum: "0", manifest: "" };
      await store.atomic({ sets: [{ key: STATE, value: fresh }] });
      return fresh;
    },
    async note(next, written) {
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

/** Outside the records: a copy does not carry it, and who restores one takes it over. */
export const HOME_NAME: Key = ["uplink", "home"];

/** Made on the first call, the same ever after. */
export async function readHomeName(store: Store, newId: NewId): Promise<string> {
  const checks = [{ key: HOME_NAME, stamp: null }];
  await store.atomic({ checks, sets: [{ key: HOME_NAME, value: newId() }] });
  return String((await store.get(HOME_NAME))!.value);
}
