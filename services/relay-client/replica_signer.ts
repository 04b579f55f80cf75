/**
 * Signs the replica. Each record is signed with the number of its batch, and a sealed manifest holds a checksum
 * of all records. Whoever can write the relay's database can then neither change, plant or swap records, nor
 * remove one or bring back an older version, without a restore noticing. Only the complete replica of an
 * earlier moment looks valid: a lost home has nothing to compare it with.
 */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { isFailure } from "../base/errors.ts";
import type { Sealer } from "../store/mod.ts";

interface Signed {
  readonly signature: string;
  /** Share of the entry in the checksum; the signature does not reveal it. */
  readonly weight: bigint;
}

export interface ReplicaSigner {
  /**
   * @param version the number of the batch
   * @param text the value as JSON.stringify writes it after it was parsed once
   */
  sign(version: number, key: string, text: string): Signed;
  /** @returns the entry's share in the checksum, or null where this home did not sign it so */
  weigh(version: number, key: string, text: string, signature: string): bigint | null;
  sealManifest(manifest: Manifest): Promise<string>;
  /** @returns null for a manifest that this home did not seal */
  openManifest(sealed: string): Promise<Manifest | null>;
}

const ManifestSchema = z.object({
  home: z.string(),
  /** Number of its batch. */
  number: z.number().int(),
  /** Sum over all signed entries, in hex. */
  sum: z.string().regex(/^[0-9a-f]{1,32}$/),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** Checksums have 128 bits. */
const SUM_MODULUS = 1n << 128n;
/** Parts of the hash: first the signature, then the weight. */
const SIGNATURE_HEX_CHARS = 64;
const WEIGHT_HEX_CHARS = 32;
const MANIFEST_PLACE = "replica/manifest";

export function createReplicaSigner(sealer: Sealer, home: string): ReplicaSigner {
  const key = sealer.deriveKey("replica: signatures of records");

  /** Only the last part can contain a line break, so that no two entries give the same text. */
  function sign(version: number, entryKey: string, text: string): Signed {
    const hash = createHmac("sha512", key).update(`${home}\n${version}\n${entryKey}\n${text}`)
      .digest("hex");
    const weightEnd = SIGNATURE_HEX_CHARS + WEIGHT_HEX_CHARS;
    return {
      signature: hash.slice(0, SIGNATURE_HEX_CHARS),
      weight: BigInt(`0x${hash.slice(SIGNATURE_HEX_CHARS, weightEnd)}`),
    };
  }

  return {
    sign,
    weigh(version, entryKey, text, signature) {
      const expected = sign(version, entryKey, text);
      const [ours, theirs] = [Buffer.from(expected.signature), Buffer.from(signature)];
      const isOurs = ours.length === theirs.length && timingSafeEqual(ours, theirs);
      return isOurs ? expected.weight : null;
    },
    sealManifest: (manifest) => sealer.seal(JSON.stringify(manifest), MANIFEST_PLACE),
    async openManifest(sealed) {
      try {
        const text = await sealer.open(sealed, MANIFEST_PLACE);
        return ManifestSchema.parse(JSON.parse(text));
      } catch (error) {
        const isForeign = isFailure(error) || error instanceof SyntaxError ||
          error instanceof z.ZodError;
        if (isForeign) return null;
        throw error;
      }
    },
  };
}

/** Adds new weights and subtracts old ones. */
export function addToSum(sum: string, came: bigint, went: bigint): string {
  const next = (BigInt(`0x${sum}`) + came - went) % SUM_MODULUS;
  return (next < 0n ? next + SUM_MODULUS : next).toString(16);
}
