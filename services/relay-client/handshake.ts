/** Home's side of the tunnel's handshake: proves that it knows the key, and checks the relay's proof. */
import { isEqualConstantTime } from "../../relay/shared/crypto.ts";
import {
  ChallengeSchema,
  CLOSE_CODES,
  computeProof,
  newNonce,
  PROTOCOL_VERSION,
  WelcomeSchema,
} from "../../relay/protocol/tunnel.ts";

interface HomeHandshake {
  /** @returns the next message, that the handshake is complete, or why to leave */
  hear(text: string): { readonly say: string } | { readonly done: true } | Leaving;
}

interface Leaving {
  readonly code: number;
  /** For both logs. */
  readonly why: string;
}

export function startHandshake(key: string): HomeHandshake {
  const homeNonce = newNonce();
  let expected: string | null = null;

  function answer(said: unknown): { readonly say: string } | Leaving {
    const parsed = ChallengeSchema.safeParse(said);
    if (!parsed.success) return { code: CLOSE_CODES.badHandshake, why: "not a relay" };
    const { version, nonce: relayNonce } = parsed.data;
    if (version !== PROTOCOL_VERSION) {
      const why = `home speaks version ${PROTOCOL_VERSION}, the relay ${version}`;
      return { code: CLOSE_CODES.otherVersion, why };
    }
    const both = { version, relayNonce, homeNonce };
    expected = computeProof(key, "relay", both);
    return {
      say: JSON.stringify({ version, nonce: homeNonce, proof: computeProof(key, "home", both) }),
    };
  }

  return {
    hear(text) {
      const said = jsonOf(text);
      if (expected === null) return answer(said);
      const parsed = WelcomeSchema.safeParse(said);
      if (!parsed.success) return { code: CLOSE_CODES.badHandshake, why: "not a relay" };
      if (isEqualConstantTime(parsed.data.proof, expected)) return { done: true };
      return { code: CLOSE_CODES.wrongKey, why: "the relay has another key" };
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
