/** The relay's side of the handshake: what it asks, and how it judges the answer. */
import { isEqualConstantTime } from "../shared/crypto.ts";
import {
  AnswerSchema,
  CLOSE_CODES,
  computeProof,
  newNonce,
  PROTOCOL_VERSION,
} from "../protocol/tunnel.ts";

export interface RelayHandshake {
  readonly challenge: string;
  /** @returns the last word to a home that proved itself, or why not */
  judge(answer: string): { readonly welcome: string } | Refusal;
}

export interface Refusal {
  readonly code: number;
  /** For both logs. At most 123 bytes: a WebSocket's close says it. */
  readonly why: string;
}

export function greetHome(key: string): RelayHandshake {
  const relayNonce = newNonce();
  return {
    challenge: JSON.stringify({ version: PROTOCOL_VERSION, nonce: relayNonce }),
    judge(answer) {
      const parsed = AnswerSchema.safeParse(jsonOf(answer));
      if (!parsed.success) return { code: CLOSE_CODES.badHandshake, why: "not a handshake" };
      const { version, nonce, proof } = parsed.data;
      if (version !== PROTOCOL_VERSION) {
        const why = `home speaks version ${version}, the relay ${PROTOCOL_VERSION}`;
        return { code: CLOSE_CODES.otherVersion, why };
      }
      const said = { version, relayNonce, homeNonce: nonce };
      if (!isEqualConstantTime(proof, computeProof(key, "home", said))) {
        return { code: CLOSE_CODES.wrongKey, why: "wrong key, or a handshake heard before" };
      }
      return { welcome: JSON.stringify({ proof: computeProof(key, "relay", said) }) };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
