/** Builds what signs the replica, and decides which collections never leave home. */
import { ACCESS_COLLECTIONS } from "../services/auth/mod.ts";
import type { Sealer, Store } from "../services/store/mod.ts";
import { createReplicaLedger } from "../services/relay-client/replica_ledger.ts";
import { createReplicaSigner } from "../services/relay-client/replica_signer.ts";
import type { ReplicaSigning } from "../services/relay-client/replica_writer.ts";

export const isPrivate = (collection: string): boolean => ACCESS_COLLECTIONS.has(collection);

/** @param home its name on the replica */
export function replicaSigning(store: Store, sealer: Sealer, home: string): ReplicaSigning {
  return {
    signer: createReplicaSigner(sealer, home),
    ledger: createReplicaLedger(store),
    isPrivate,
  };
}
