/** A passkey in software, for tests: it makes and signs what a phone would, and can also cheat. */
import type { PasskeyPlace } from "./passkey_place.ts";
import { fingerprint, systemRandom } from "./secret.ts";
import type { Question } from "./webauthn.ts";

export interface SoftPasskey {
  readonly id: string;
  /** What `navigator.credentials.create()` would answer, as JSON. */
  created(question: Question, place: PasskeyPlace): Promise<object>;
  /** What `navigator.credentials.get()` would answer. Each answer counts one up. */
  signed(question: Question, place: PasskeyPlace, cheat?: Cheat): Promise<object>;
}

export interface Cheat {
  /** As a copy of the passkey would have it. */
  readonly counter?: number;
  /** Nobody touched a sensor or typed a code. */
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
    return join(hash, Uint8Array.of(flags), count, rest);
  }

  return {
    id: base64url(id),
    async created(question, { host, origin }) {
      const publicKey = await coseKey(keys.publicKey);
      const length = Uint8Array.of(0, id.length);
      const flags = USER_PRESENT | USER_VERIFIED | HAS_CREDENTIAL;
      const data = await authenticatorData(host, flags, join(AAGUID, length, id, publicKey));
      return answer(id, {
        clientDataJSON: clientData("webauthn.create", question, origin),
        attestationObject: base64url(attestation(data)),
        transports: ["internal"],
      });
    },
    async signed(question, { host, origin }, cheat = {}) {
      counter = cheat.counter ?? counter + 1;
      const flags = cheat.unattended ? USER_PRESENT : USER_PRESENT | USER_VERIFIED;
      const data = await authenticatorData(host, flags, new Uint8Array());
      const client = clientData("webauthn.get", question, origin);
      const text = new TextDecoder().decode(
        Uint8Array.fromBase64(client, { alphabet: "base64url" }),
      );
      const hash = Uint8Array.fromHex(await fingerprint(text));
      const signature = await crypto.subtle.sign(
        { name: "ECDSA", hash: "SHA-256" },
        keys.privateKey,
        join(data, hash),
      );
      return answer(id, {
        clientDataJSON: client,
        authenticatorData: base64url(data),
        signature: base64url(der(new Uint8Array(signature))),
      });
    },
  };
}

function answer(id: Uint8Array, response: object): object {
  const name = base64url(id);
  return { id: name, rawId: name, type: "public-key", response, clientExtensionResults: {} };
}

function clientData(type: string, { challenge }: Question, origin: string): string {
  const data = JSON.stringify({ type, challenge, origin, crossOrigin: false });
  return base64url(new TextEncoder().encode(data));
}

/** CBOR by hand: `{ fmt: "none", attStmt: {}, authData: data }`. */
function attestation(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = Uint8Array.of(0x59, data.length >> 8, data.length & 0xff);
  return join(
    Uint8Array.of(0xa3),
    cborText("fmt"),
    cborText("none"),
    cborText("attStmt"),
    Uint8Array.of(0xa0),
    cborText("authData"),
    size,
    data,
  );
}

/** CBOR by hand: a COSE key of type EC2, ES256, P-256, with its two coordinates. */
async function coseKey(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
  const head = Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01);
  const [x, y] = [raw.slice(1, 33), raw.slice(33)];
  return join(head, Uint8Array.of(0x21, 0x58, 32), x, Uint8Array.of(0x22, 0x58, 32), y);
}

function cborText(text: string): Uint8Array<ArrayBuffer> {
  return join(Uint8Array.of(0x60 + text.length), new TextEncoder().encode(text));
}

/** WebCrypto signs as two numbers side by side, WebAuthn wants them in ASN.1. */
function der(signature: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const [r, s] = [signature.slice(0, 32), signature.slice(32)].map(derInteger);
  return join(Uint8Array.of(0x30, r!.length + s!.length), r!, s!);
}

function derInteger(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = bytes.slice(start);
  const positive = short[0]! & 0x80 ? join(Uint8Array.of(0), short) : short;
  return join(Uint8Array.of(0x02, positive.length), positive);
}

function join(...pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const base64url = (bytes: Uint8Array): string =>
  bytes.toBase64({ alphabet: "base64url", omitPadding: true });
