/** A passkey in software, for tests: it makes and signs what a phone would, and can also cheat. */
import { concatBytes, fromBase64Url, toBase64Url } from "../base/bytes.ts";
import type { PasskeyPlace } from "./passkey_place.ts";
import { fingerprint, systemRandom } from "./secret.ts";
import type { Question } from "./webauthn.ts";

export interface SoftPasskey {
  readonly id: string;
  /** The answer of `navigator.credentials.create()`, as JSON. */
  created(question: Question, place: PasskeyPlace): Promise<object>;
  /** The answer of `navigator.credentials.get()`. Each answer increments the counter. */
  signed(question: Question, place: PasskeyPlace, cheat?: Cheat): Promise<object>;
}

interface Cheat {
  /** Signature counter, as a cloned passkey would send it. */
  readonly counter?: number;
  /** Without user verification. */
  readonly unattended?: boolean;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const AAGUID = new Uint8Array(16);

export async function createSoftPasskey(): Promise<SoftPasskey> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
  ]);
  const id = systemRandom(32);
  let counter = 0;

  async function authenticatorData(host: string, flags: number, rest: Uint8Array) {
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, counter);
    const hash = Uint8Array.fromHex(await fingerprint(host));
    return concatBytes([hash, Uint8Array.of(flags), count, rest]);
  }

  return {
    id: toBase64Url(id),
    async created(question, { host, origin }) {
      const publicKey = await coseKey(keys.publicKey);
      const length = Uint8Array.of(0, id.length);
      const flags = USER_PRESENT | USER_VERIFIED | HAS_CREDENTIAL;
      const data = await authenticatorData(
        host,
        flags,
        concatBytes([AAGUID, length, id, publicKey]),
      );
      return answer(id, {
        clientDataJSON: clientData("webauthn.create", question, origin),
        attestationObject: toBase64Url(attestation(data)),
        transports: ["internal"],
      });
    },
    async signed(question, { host, origin }, cheat = {}) {
      counter = cheat.counter ?? counter + 1;
      const flags = cheat.unattended ? USER_PRESENT : USER_PRESENT | USER_VERIFIED;
      const data = await authenticatorData(host, flags, new Uint8Array());
      const client = clientData("webauthn.get", question, origin);
      const text = new TextDecoder().decode(
        fromBase64Url(client),
      );
      const hash = Uint8Array.fromHex(await fingerprint(text));
      const signature = await crypto.subtle.sign(
        { name: "ECDSA", hash: "SHA-256" },
        keys.privateKey,
        concatBytes([data, hash]),
      );
      return answer(id, {
        clientDataJSON: client,
        authenticatorData: toBase64Url(data),
        signature: toBase64Url(der(new Uint8Array(signature))),
      });
    },
  };
}

function answer(id: Uint8Array, response: object): object {
  const name = toBase64Url(id);
  return { id: name, rawId: name, type: "public-key", response, clientExtensionResults: {} };
}

function clientData(type: string, { challenge }: Question, origin: string): string {
  const data = JSON.stringify({ type, challenge, origin, crossOrigin: false });
  return toBase64Url(new TextEncoder().encode(data));
}

/** CBOR by hand: `{ fmt: "none", attStmt: {}, authData: data }`. */
function attestation(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = Uint8Array.of(0x59, data.length >> 8, data.length & 0xff);
  return concatBytes([
    Uint8Array.of(0xa3),
    cborText("fmt"),
    cborText("none"),
    cborText("attStmt"),
    Uint8Array.of(0xa0),
    cborText("authData"),
    size,
    data,
  ]);
}

/** CBOR by hand: a COSE key of type EC2, ES256, P-256, with its two coordinates. */
async function coseKey(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
  const head = Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01);
  const [x, y] = [raw.slice(1, 33), raw.slice(33)];
  return concatBytes([head, Uint8Array.of(0x21, 0x58, 32), x, Uint8Array.of(0x22, 0x58, 32), y]);
}

function cborText(text: string): Uint8Array<ArrayBuffer> {
  return concatBytes([Uint8Array.of(0x60 + text.length), new TextEncoder().encode(text)]);
}

/** WebCrypto signs as two numbers side by side, WebAuthn wants them in ASN.1. */
function der(signature: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const [r, s] = [signature.slice(0, 32), signature.slice(32)].map(derInteger);
  return concatBytes([Uint8Array.of(0x30, r!.length + s!.length), r!, s!]);
}

function derInteger(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = bytes.slice(start);
  const positive = short[0]! & 0x80 ? concatBytes([Uint8Array.of(0), short]) : short;
  return concatBytes([Uint8Array.of(0x02, positive.length), positive]);
}
