/** Questions for passkeys: each is answered at most once, soon, and for the purpose it was asked for. */
import type { Clock } from "../clock.ts";
import { newToken, type Random } from "./secret.ts";

export const CHALLENGE_MS = 5 * 60_000;
/** Strangers may ask too: the oldest question gives way. */
const CHALLENGES_MAX = 500;

export interface Challenges {
  /** @returns the question, in base64url */
  ask(purpose: string): string;
  /** Whether this question was asked for `purpose` and not answered yet; from now on it is. */
  take(challenge: string, purpose: string): boolean;
}

export function createChallenges({ clock, random }: { clock: Clock; random: Random }): Challenges {
  const asked = new Map<string, { purpose: string; until: number }>();
  return {
    ask(purpose) {
      const challenge = newToken(random);
      asked.set(challenge, { purpose, until: clock.now() + CHALLENGE_MS });
      if (asked.size > CHALLENGES_MAX) asked.delete(asked.keys().next().value!);
      return challenge;
    },
    take(challenge, purpose) {
      const found = asked.get(challenge);
      asked.delete(challenge);
      return found !== undefined && found.purpose === purpose && clock.now() < found.until;
    },
  };
}
