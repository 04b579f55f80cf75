/** The relay's side of the handshake: what it asks, and how it judges the answer. */
import { AnswerSchema, CLOSED, isSame, newNonce, proofOf, PROTOCOL_VERSION } from "../protocol.ts";

export interface Greeting {
  readonly challenge: string;
  /** @returns the last word to a home that proved itself, or why not */
  judge(answer: string): { readonly welcome: string } | Refusal;
}

export interface Refusal {
  readonly code: number;
  /** For both logs. At most 123 bytes: a WebSocket's close says it. */
  readonly why: string;
}

export function greet(key: string): Greeting {
  const relayNonce = newNonce();
  return {
    challenge: JSON.stringify({ version: PROTOCOL_VERSION, nonce: relayNonce }),
    judge(answer) {
      const parsed = AnswerSchema.safeParse(jsonOf(answer));
      if (!parsed.success) return { code: CLOSED.badHandshake, why: "not a handshake" };
      const { version, nonce, proof } = parsed.data;
      if (version !== PROTOCOL_VERSION) {
        const why = `home speaks version ${version}, the relay ${PROTOCOL_VERSION}`;
        return { code: CLOSED.otherVersion, why };
      }
      const said = { version, relayNonce, homeNonce: nonce };
      if (!isSame(proof, proofOf(key, "home", said))) {
        return { code: CLOSED.wrongKey, why: "wrong key, or a handshake heard before" };
      }
      return { welcome: JSON.stringify({ proof: proofOf(key, "relay", said) }) };
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
