/**
 * What relay and home must agree on: the one bridge between the two programs, with its parts in the files
 * `protocol_*.ts` beside it. Home dials a WebSocket and both prove that they know the shared key; then HTTP/2
 * runs inside it the other way round, the relay asking and home answering.
 */
import { createHash, type Hash, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Both ends must speak the same one: they are deployed from one repository. */
export const PROTOCOL_VERSION = 1;

/** Where home dials. */
export const TUNNEL_PATH = "/tunnel";
/** Where home answers the relay itself. Nobody outside reaches it. */
export const HOME_PATH = "/.relay/";
export const HELLO_PATH = `${HOME_PATH}hello`;

/** Everything that begins so is said by the relay alone; both ends drop what comes from outside. */
export const HEADER_PREFIX = "x-relay-";
/** In which the relay vouches for a visitor: one header, since each of them costs both ends. */
export const VISITOR_HEADER = `${HEADER_PREFIX}visitor`;

/**
 * Home's word, as a text beside HTTP/2, that it wants no new requests: the relay hangs up when those under way
 * have ended. (HTTP/2's own GOAWAY makes the other end drop what it has not read yet.)
 */
export const LEAVING = "leaving";

/** Home's last word of an answer whose length was not said before: without it the answer was broken off. */
export const WHOLE_TRAILER = `${HEADER_PREFIX}whole`;

/** Why a tunnel was closed, as the WebSocket's close codes that are free for us. */
export const CLOSED = {
  badHandshake: 4400,
  wrongKey: 4401,
  late: 4408,
  replaced: 4409,
  otherVersion: 4426,
  silent: 4504,
  leaving: 1001,
} as const;

/** A WebSocket message larger than this is refused by both ends; ours are cut far smaller. */
export const MESSAGE_BYTES_MAX = 1024 * 1024;
/** How long either end waits for the other's next word of the handshake. */
export const HANDSHAKE_MS_MAX = 5_000;

const utf8 = new TextEncoder();
const NONCE_BYTES = 32;
const Nonce = z.string().regex(/^[0-9a-f]{64}$/);
const Proof = z.string().regex(/^[0-9a-f]{64}$/);
const Version = z.number().int().nonnegative();

/** The relay's first word. */
export const ChallengeSchema = z.object({ version: Version, nonce: Nonce });
/** Home's answer: it proves itself first, and asks the same of the relay. */
export const AnswerSchema = z.object({ version: Version, nonce: Nonce, proof: Proof });
/** The relay's last word; then HTTP/2 begins. */
export const WelcomeSchema = z.object({ proof: Proof });

export const newNonce = (): string => crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toHex();

export interface Handshake {
  readonly version: number;
  readonly relayNonce: string;
  readonly homeNonce: string;
}

/** Over both nonces, so that nothing heard before fits; over the role, so that it cannot be sent back. */
export function proofOf(key: string, role: "home" | "relay", said: Handshake): string {
  return sign(key, ["tunnel", role, said.version, said.relayNonce, said.homeNonce]);
}

/** What home must know of a request that came through the relay. */
export interface Relayed {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly client: string;
  readonly proto: "http" | "https";
  readonly host: string;
  readonly requestId: string;
  /** Milliseconds since 1970, by the relay's clock. */
  readonly time: number;
}

/** @returns the header's value, `TIME ID PROTO CLIENT HOST SIGNATURE`; none of them has a space in it */
export function vouchFor(key: string, relayed: Relayed): string {
  const { method, path, time, requestId, proto, client, host } = relayed;
  const said = `${time} ${requestId} ${proto} ${client} ${host}`;
  return `${said} ${sign(key, ["request", method, path, said])}`;
}

/** @returns what the header says, whoever wrote it; null for whatever is not of its form */
export function readVouched(header: string): Omit<Relayed, "method" | "path"> | null {
  const [, time, requestId, proto, client, host] = VOUCHED.exec(header) ?? [];
  if (!time || !requestId || !client || !host) return null;
  return { time: Number(time), requestId, proto: proto as "http" | "https", client, host };
}

const VOUCHED = /^(\d{1,16}) (\S+) (https?) (\S+) (\S+) [0-9a-f]{64}$/;

/** HMAC-SHA256 in hex over a text that says itself what it is for. */
export function attest(key: string, text: string): string {
  const { inner, outer } = begunWith(key);
  return outer.copy().update(inner.copy().update(text).digest("hex"), "hex").digest("hex");
}

/** The first word says what for, so that no signature can be taken for another. */
function sign(key: string, words: readonly [string, ...(string | number)[]]): string {
  return attest(key, JSON.stringify(words));
}

interface Begun {
  readonly inner: Hash;
  readonly outer: Hash;
}

const BLOCK_BYTES = 64;
const begun = new Map<string, Begun>();

/** By RFC 2104. Each request is signed and checked: kept, they make that many times quicker than `createHmac`. */
function begunWith(key: string): Begun {
  let known = begun.get(key);
  if (!known) {
    const bytes = utf8.encode(key);
    const block = new Uint8Array(BLOCK_BYTES);
    block.set(bytes.length > BLOCK_BYTES ? createHash("sha256").update(bytes).digest() : bytes);
    const withPad = (pad: number) => createHash("sha256").update(block.map((byte) => byte ^ pad));
    known = { inner: withPad(0x36), outer: withPad(0x5c) };
    begun.set(key, known);
  }
  return known;
}

/** In a time that says nothing of where they differ. */
export function isSame(a: string, b: string): boolean {
  const [x, y] = [utf8.encode(a), utf8.encode(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
