/** A browser's side of RFC 8291: a key pair and a secret, and opening what was encrypted for them. */
import { concatBytes, toBase64Url } from "../../services/base/bytes.ts";
export interface FakeDevice {
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** @throws when it was not encrypted for this browser */
  open(message: Uint8Array<ArrayBuffer>): Promise<string>;
}

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const SALT_BYTES = 16;
const RECORD_SIZE_BYTES = 4;
const AUTH_BYTES = 16;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const SECRET_BYTES = 32;
/** Ends the text of the last record; zeroes may follow. */
const DELIMITER = 2;

export async function createFakeDevice(): Promise<FakeDevice> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const own = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const auth = crypto.getRandomValues(new Uint8Array(AUTH_BYTES));
  return {
    keys: { p256dh: toBase64Url(own), auth: toBase64Url(auth) },
    async open(message) {
      const { salt, sender, sealed } = partsOf(message);
      const theirs = await crypto.subtle.importKey("raw", sender, CURVE, false, []);
      const agreed = await crypto.subtle.deriveBits(
        { name: "ECDH", public: theirs },
        pair.privateKey,
        SECRET_BYTES * 8,
      );
      const info = concatBytes([ascii("WebPush: info\0"), own, sender]);
      const secret = await hkdf(auth, agreed, info, SECRET_BYTES);
      const key = await hkdf(salt, secret, ascii("Content-Encoding: aes128gcm\0"), KEY_BYTES);
      const nonce = await hkdf(salt, secret, ascii("Content-Encoding: nonce\0"), NONCE_BYTES);
      const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
      const padded = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, cipher, sealed);
      const plain = new Uint8Array(padded);
      return new TextDecoder().decode(plain.subarray(0, plain.lastIndexOf(DELIMITER)));
    },
  };
}

/** RFC 8188: salt, size of a record, length of the key's name, the name (the sender's key), the record. */
function partsOf(message: Uint8Array<ArrayBuffer>) {
  const nameAt = SALT_BYTES + RECORD_SIZE_BYTES + 1;
  const sealedAt = nameAt + message[nameAt - 1]!;
  return {
    salt: message.slice(0, SALT_BYTES),
    sender: message.slice(nameAt, sealedAt),
    sealed: message.slice(sealedAt),
  };
}

async function hkdf(salt: BufferSource, input: BufferSource, info: BufferSource, bytes: number) {
  const key = await crypto.subtle.importKey("raw", input, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return await crypto.subtle.deriveBits(how, key, bytes * 8);
}

const ascii = (text: string) => new TextEncoder().encode(text);
