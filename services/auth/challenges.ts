/**
 * Questions for passkeys: each is answered at most once, soon, and for the purpose it was asked for. They are signed
 * instead of remembered, since anybody may ask for one: a thousand questions of a stranger push none of the owner's out.
 */
import { fromBase64Url, toBase64Url } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { hmac, newToken, type Random, sameText } from "./secret.ts";

export const CHALLENGE_MS = 5 * 60_000;
/** A question that no credential of ours answered is never remembered, so this is far more than there can be. */
const ANSWERED_MAX = 10_000;

export interface Challenges {
  /** @returns the question, in base64url */
  ask(purpose: string): string;
  /** Whether this question was asked for `purpose` and not answered yet; from now on it is. */
  take(challenge: string, purpose: string): boolean;
}

export function createChallenges({ clock, random }: { clock: Clock; random: Random }): Challenges {
  // A question lives for minutes: a key that a restart forgets is enough.
  const key = newToken(random);
  /** With the time at which they could no longer be answered, the earliest first. */
  const answered = new Map<string, number>();

  const signed = (text: string, purpose: string) => hmac(key, `${text} ${purpose}`);

  function forgetLate(): void {
    for (const [challenge, until] of answered) {
      if (clock.now() < until && answered.size < ANSWERED_MAX) return;
      answered.delete(challenge);
    }
  }

  return {
    ask(purpose) {
      const text = `${newToken(random)}.${clock.now() + CHALLENGE_MS}`;
      const bytes = new TextEncoder().encode(`${text}.${signed(text, purpose)}`);
      return toBase64Url(bytes);
    },
    take(challenge, purpose) {
      const [nonce = "", until = "", signature = ""] = textOf(challenge).split(".");
      const isOurs = sameText(signature, signed(`${nonce}.${until}`, purpose));
      if (!isOurs || clock.now() >= Number(until) || answered.has(nonce)) return false;
      forgetLate();
      answered.set(nonce, Number(until));
      return true;
    },
  };
}

function textOf(challenge: string): string {
  try {
    return new TextDecoder().decode(fromBase64Url(challenge));
  } catch {
    return "";
  }
}
