/** Makes single fields unreadable on the disk: AES-256-GCM, bound to the place where they belong. */
import { hkdfSync } from "node:crypto";
import { invalid } from "../base/errors.ts";

export const ENCRYPTION_KEY_BYTES = 32;
const IV_BYTES = 12;
const KEY_ID_BYTES = 4;

export interface Sealer {
  /** @param place what the text belongs to: it opens nowhere else */
  seal(text: string, place: string): Promise<string>;
  /** Throws Failure `common.wrong_key` when another key sealed it, or when it was tampered with or moved. */
  open(sealed: string, place: string): Promise<string>;
  /** Whether this key has sealed it, whatever became of it since. */
  isOwn(sealed: string): Promise<boolean>;
  /** Another key, for this purpose only, that says nothing of this one. */
  deriveKey(purpose: string): Uint8Array;
}

export function createSealer(key: Uint8Array<ArrayBuffer>): Sealer {
  if (key.length !== ENCRYPTION_KEY_BYTES) throw invalid("common.bad_key");
  let ready: Promise<Prepared> | undefined;
  const prepared = () => ready ??= prepare(key);
  return {
    async seal(text, place) {
      const { cipher, keyId } = await prepared();
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const bytes = await crypto.subtle.encrypt(algorithm(iv, place), cipher, encode(text));
      return [keyId, iv.toBase64(), new Uint8Array(bytes).toBase64()].join(".");
    },
    async open(sealed, place) {
      const { cipher, keyId } = await prepared();
      const [sealedWith, iv, bytes] = sealed.split(".");
      if (sealedWith !== keyId || !iv || !bytes) throw invalid("common.wrong_key");
      try {
        const text = await crypto.subtle.decrypt(
          algorithm(Uint8Array.fromBase64(iv), place),
          cipher,
          Uint8Array.fromBase64(bytes),
        );
        return new TextDecoder().decode(text);
      } catch (cause) {
        throw invalid("common.wrong_key", {}, cause);
      }
    },
    isOwn: async (sealed) => sealed.split(".", 1)[0] === (await prepared()).keyId,
    deriveKey: (purpose) =>
      new Uint8Array(hkdfSync("sha256", key, new Uint8Array(), purpose, ENCRYPTION_KEY_BYTES)),
  };
}

interface Prepared {
  readonly cipher: CryptoKey;
  /** Tells keys apart without telling anything about them. */
  readonly keyId: string;
}

async function prepare(key: Uint8Array<ArrayBuffer>): Promise<Prepared> {
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", key));
  return { cipher, keyId: digest.slice(0, KEY_ID_BYTES).toHex() };
}

function algorithm(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: encode(place) };
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
