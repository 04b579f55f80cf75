/**
 * Home's word for what its replica holds. Each record is signed with the number of the batch that brought it; a sealed
 * manifest sums up all of them. Whoever can write the relay's database can then neither change, plant or swap records,
 * nor remove one or bring an older version of one back, without a restore noticing. Only the whole replica of an
 * earlier moment, manifest included, looks right: a home that is lost remembers nothing to compare it with.
 */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { isFailure } from "../base/errors.ts";
import type { Sealer } from "../store/mod.ts";

interface Signed {
  readonly signature: string;
  /** What the entry adds to the sum of all: unknown to whoever sees the signature. */
  readonly weight: bigint;
}

export interface ReplicaSigner {
  /**
   * @param version the number of the batch
   * @param text the value as JSON.stringify writes it after it was read once
   */
  sign(version: number, key: string, text: string): Signed;
  /** @returns what the entry adds to the sum; null where this home has not signed it so */
  weigh(version: number, key: string, text: string, signature: string): bigint | null;
  sealManifest(manifest: Manifest): Promise<string>;
  /** @returns null for one that this home did not seal */
  openManifest(sealed: string): Promise<Manifest | null>;
}

const ManifestSchema = z.object({
  home: z.string(),
  /** Of the batch that it came with. */
  number: z.number().int(),
  /** Of all signed entries, in hex. */
  sum: z.string().regex(/^[0-9a-f]{1,32}$/),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** Sums are taken in 128 bits. */
const SUM_MODULUS = 1n << 128n;
/** Of the hash: the signature first, then the weight. */
const SIGNATURE_HEX_CHARS = 64;
const WEIGHT_HEX_CHARS = 32;
const MANIFEST_PLACE = "replica/manifest";

export function createReplicaSigner(sealer: Sealer, home: string): ReplicaSigner {
  const key = sealer.deriveKey("replica: signatures of records");

  /** No part but the last has a line's end in it, so that no two entries give the same text. */
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

/** Adds what came and takes away what went. */
export function addToSum(sum: string, came: bigint, went: bigint): string {
  const next = (BigInt(`0x${sum}`) + came - went) % SUM_MODULUS;
  return (next < 0n ? next + SUM_MODULUS : next).toString(16);
}
