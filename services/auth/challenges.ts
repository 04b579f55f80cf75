/**
 * Challenges for passkeys: each may be used once, soon, and for the purpose it was made for. They are signed instead of
 * stored, since anyone may request one: a stranger's thousand requests evict none of the owner's.
 */
import { fromBase64Url, toBase64Url } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { hmac, newToken, type Random, sameText } from "./secret.ts";

export const CHALLENGE_MS = 5 * 60_000;
/** Most used challenges that are kept; only answered ones are, so this is never reached in practice. */
const ANSWERED_MAX = 10_000;

export interface Challenges {
  /** @returns the challenge, in base64url */
  ask(purpose: string): string;
  /** Whether this challenge was made for `purpose` and is unused; marks it as used. */
  take(challenge: string, purpose: string): boolean;
}

export function createChallenges({ clock, random }: { clock: Clock; random: Random }): Challenges {
  // A challenge lives for minutes, so its key need not survive a restart.
  const key = newToken(random);
  /** Used challenges with the time at which they expire, the earliest first. */
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
