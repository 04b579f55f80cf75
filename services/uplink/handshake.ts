/** Home's side of the handshake: it proves itself, and believes nobody who does not do the same. */
import {
  ChallengeSchema,
  CLOSED,
  isSame,
  newNonce,
  proofOf,
  PROTOCOL_VERSION,
  WelcomeSchema,
} from "../../relay/protocol.ts";

export interface Introduction {
  /** @returns the next word for the relay, that it is welcome, or why to leave */
  hear(text: string): { readonly say: string } | { readonly done: true } | Leaving;
}

export interface Leaving {
  readonly code: number;
  /** For both logs. */
  readonly why: string;
}

export function introduce(key: string): Introduction {
  const homeNonce = newNonce();
  let expected: string | null = null;

  function answer(said: unknown): { readonly say: string } | Leaving {
    const parsed = ChallengeSchema.safeParse(said);
    if (!parsed.success) return { code: CLOSED.badHandshake, why: "not a relay" };
    const { version, nonce: relayNonce } = parsed.data;
    if (version !== PROTOCOL_VERSION) {
      const why = `home speaks version ${PROTOCOL_VERSION}, the relay ${version}`;
      return { code: CLOSED.otherVersion, why };
    }
    const both = { version, relayNonce, homeNonce };
    expected = proofOf(key, "relay", both);
    return {
      say: JSON.stringify({ version, nonce: homeNonce, proof: proofOf(key, "home", both) }),
    };
  }

  return {
    hear(text) {
      const said = jsonOf(text);
      if (expected === null) return answer(said);
      const parsed = WelcomeSchema.safeParse(said);
      if (!parsed.success) return { code: CLOSED.badHandshake, why: "not a relay" };
      if (isSame(parsed.data.proof, expected)) return { done: true };
      return { code: CLOSED.wrongKey, why: "the relay has another key" };
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
