/** Checks which records of a replica this home has signed; nothing else is restored. */
import type { ReplicaCursor, ReplicaPage } from "../../relay/protocol/replica.ts";
import { conflict, invalid } from "../base/errors.ts";
import { type Key, opensWith, readKey, type Sealer } from "../store/mod.ts";
import { createReplicaSigner, type Manifest, type ReplicaSigner } from "./replica_signer.ts";

type Entry = ReplicaPage["entries"][number];
type Signed = ReplicaPage["signatures"][number];

type Verdict =
  /** The record is home's; its share in the checksum. */
  | { readonly weight: bigint }
  /** The record is not home's; its name for the report. */
  | { readonly refused: string }
  /** The record controls access; it is left out without a report. */
  | { readonly isPrivate: true };

export interface SignatureCheck {
  judge(entry: Entry, signed: Signed): Promise<Verdict>;
  /** @param sum checksum of all restored entries. @returns null without a manifest */
  isComplete(sum: string): boolean | null;
}

export interface SignatureCheckOptions {
  /** Null: this home has no key yet. */
  readonly sealer: Sealer | null;
  /** Collections that are never restored. */
  readonly isPrivate: (collection: string) => boolean;
  /** Accepts an unsigned replica of an earlier version. @default false */
  readonly acceptUnsigned?: boolean;
}

/** @throws Failure where the key is missing or wrong, or the replica is unsigned and that is not accepted */
export async function createSignatureCheck(
  options: SignatureCheckOptions,
  cursor: ReplicaCursor & { readonly home: string },
): Promise<SignatureCheck> {
  const { sealer, isPrivate } = options;
  const { manifest, signer } = await readManifest(options, cursor);
  const takesUnsigned = manifest === null;
  let isKeyTried = false;

  /** In an unsigned replica the first sealed field shows whether the key is right. */
  async function tryKey(entry: Entry): Promise<void> {
    if (isKeyTried) return;
    const opens = await opensWith(sealer, entry);
    if (opens === false) {
      throw invalid(sealer ? "relay.restore_other_key" : "relay.restore_no_key");
    }
    isKeyTried = opens === true;
  }

  return {
    async judge(entry, [version, signature]) {
      const key = recordKeyOf(entry);
      if (!key) return { refused: nameOf(entry) };
      if (isPrivate(String(key[1]))) return { isPrivate: true };
      if (signature === null && takesUnsigned) {
        await tryKey(entry);
        return { weight: 0n };
      }
      const [hex, value] = entry;
      const isOfBatch = signature !== null && version !== null && version <= cursor.number;
      const weight = isOfBatch &&
        signer?.weigh(version, hex, JSON.stringify(value), signature);
      return typeof weight === "bigint" ? { weight } : { refused: nameOf(entry) };
    },
    isComplete: (sum) => manifest && manifest.number === cursor.number && manifest.sum === sum,
  };
}

async function readManifest(
  { sealer, acceptUnsigned = false }: SignatureCheckOptions,
  { home, manifest: sealed }: ReplicaCursor & { readonly home: string },
): Promise<{ manifest: Manifest | null; signer: ReplicaSigner | null }> {
  const signer = sealer && createReplicaSigner(sealer, home);
  if (sealed !== null) {
    if (!sealer || !signer) throw invalid("relay.restore_no_key");
    if (!await sealer.isOwn(sealed)) throw invalid("relay.restore_other_key");
    const manifest = await signer.openManifest(sealed);
    if (manifest?.home === home) return { manifest, signer };
  }
  if (!acceptUnsigned) throw conflict("relay.restore_unsigned");
  return { manifest: null, signer };
}

/** Null for keys that are neither a record nor a part of one. */
function recordKeyOf([hex]: Entry): Key | null {
  const key = readKey(hex);
  const [kind, , id] = key ?? [];
  const isRecord = key && typeof id === "string" &&
    (kind === "record" ? key.length === 3 : kind === "part" && key.length === 4);
  return isRecord ? key : null;
}

function nameOf([hex]: Entry): string {
  const [kind, ...name] = readKey(hex) ?? [];
  return kind === "record" || kind === "part" ? name.join(" ") : hex;
}
