/** Whether home and its replica say the same and home's word stands there, asked while home may go on working. */
import { type Cursor, signedEntryText } from "../../relay/protocol_replica.ts";
import { type CarriedEntry, carriedStore, readKey, type Store } from "../store/mod.ts";
import type { RecordName } from "./replica_ledger.ts";
import type { ReplicaSigning } from "./replica_writer.ts";
import type { Replicator } from "./replicator.ts";
import { type Difference, firstDifference, type OtherSide, type OwnSide } from "./verify.ts";

/** What the running app is asked for it by. */
export const VERIFY_REPLICA = "replica verify";

export interface VerifyOptions {
  readonly store: Store;
  readonly replicator: Pick<Replicator, "ship">;
  readonly other: OtherSide & { cursor(): Promise<Cursor> };
  readonly signing: ReplicaSigning;
}

/** What changes while it is compared looks like a difference once, a real one stays. */
const TRIES = 3;

/** Ships what waits, then compares. @returns null when both sides are equal */
export async function verifyReplica(options: VerifyOptions): Promise<Difference | null> {
  const { store, replicator, other, signing } = options;
  let found: Difference | null = null;
  for (let tries = 0; tries < TRIES; tries++) {
    await replicator.ship();
    found = await firstDifference(signedSide(store, signing), other) ??
      await manifestDifference(signing, other);
    if (!found) return null;
  }
  return found;
}

/** Each record as it should stand in the replica, with its version and signature. */
export function signedSide(
  store: Store,
  { signer, ledger, isPrivate }: ReplicaSigning,
): OwnSide {
  return {
    async *entries() {
      for await (const entry of carriedStore(store)) {
        if (!isPrivate(nameOf(entry).collection)) yield entry;
      }
    },
    async texts(entries) {
      const beginning = (await ledger.state())?.beginning ?? 0;
      const known = await ledger.entries(beginning, entries.map(nameOf));
      return entries.map((entry, at) => {
        const [key, text] = [entry[0], JSON.stringify(entry[1])];
        const version = known[at]?.version ?? null;
        const signature = version === null ? null : signer.sign(version, key, text).signature;
        return signedEntryText(key, text, version, signature);
      });
    },
  };
}

async function manifestDifference(
  { ledger }: ReplicaSigning,
  other: VerifyOptions["other"],
): Promise<Difference | null> {
  const [state, { manifest }] = [await ledger.state(), await other.cursor()];
  if (state?.manifest === manifest) return null;
  return { key: ["manifest"], here: true, there: manifest !== null };
}

function nameOf([hex]: CarriedEntry): RecordName {
  const [, collection = "", id = ""] = readKey(hex) ?? [];
  return { collection: String(collection), id: String(id) };
}
