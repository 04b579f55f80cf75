/**
 * The tunnel: home dials a WebSocket, both ends prove that they know the shared key, then HTTP/2 runs inside it with
 * the relay as client and home as server.
 */
import { z } from "zod";
import { hmacHex } from "../shared/crypto.ts";

/** Both ends must speak the same version: they are deployed from one repository. */
export const PROTOCOL_VERSION = 1;

/** Home opens the WebSocket at this path. */
export const TUNNEL_PATH = "/tunnel";
/** Prefix of the paths at which home answers the relay itself; visitors cannot reach them. */
export const HOME_CALLS_PATH = "/.relay/";
export const HELLO_PATH = `${HOME_CALLS_PATH}hello`;

/** Only the relay may send headers with this prefix; both ends drop such headers of visitors. */
export const HEADER_PREFIX = "x-relay-";

/**
 * Text message by which home asks for no new requests: the relay closes the tunnel when those in flight have ended.
 * (HTTP/2's own GOAWAY makes the other end drop what it has not read yet.)
 */
export const LEAVING_MESSAGE = "leaving";

/** Trailer at the end of a response without a content-length: a response without it was cut off. */
export const COMPLETE_TRAILER = `${HEADER_PREFIX}whole`;

/** Why a tunnel was closed: WebSocket close codes, most of them from the private range. */
export const CLOSE_CODES = {
  badHandshake: 4400,
  wrongKey: 4401,
  handshakeTimeout: 4408,
  replaced: 4409,
  otherVersion: 4426,
  silent: 4504,
  leaving: 1001,
} as const;

/** Both ends refuse larger WebSocket messages; their own are far smaller. */
export const MESSAGE_BYTES_MAX = 1024 * 1024;
/** How long either end waits for the next message of the handshake. */
export const HANDSHAKE_MS_MAX = 5_000;

const NONCE_BYTES = 32;
const Hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const Version = z.number().int().nonnegative();

/** First message of the handshake, by the relay. */
export const ChallengeSchema = z.object({ version: Version, nonce: Hex64 });
/** Second message, by home: its proof, and a nonce for the relay's proof. */
export const AnswerSchema = z.object({ version: Version, nonce: Hex64, proof: Hex64 });
/** Last message, by the relay; HTTP/2 begins after it. */
export const WelcomeSchema = z.object({ proof: Hex64 });

export const newNonce = (): string => crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toHex();

export interface HandshakeNonces {
  readonly version: number;
  readonly relayNonce: string;
  readonly homeNonce: string;
}

/** Covers both nonces against replay, and the role so that a proof cannot be sent back to its author. */
export function computeProof(
  key: string,
  role: "home" | "relay",
  { version, relayNonce, homeNonce }: HandshakeNonces,
): string {
  return hmacHex(key, JSON.stringify(["tunnel", role, version, relayNonce, homeNonce]));
}
