/** The relay's side of the tunnel's handshake: challenges home and verifies its answer. */
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
  /** @returns the last message to a home with the right key, or why it is refused */
  verify(answer: string): { readonly welcome: string } | HandshakeRefusal;
}

export interface HandshakeRefusal {
  readonly code: number;
  /** For both logs; at most 123 bytes, since it is the reason of a WebSocket close. */
  readonly why: string;
}

export function greetHome(key: string): RelayHandshake {
  const relayNonce = newNonce();
  return {
    challenge: JSON.stringify({ version: PROTOCOL_VERSION, nonce: relayNonce }),
    verify(answer) {
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
