/**
 * Proving once more that it is the owner, before what would outlive a session: a thief who has one for a minute must not
 * be able to make a key or a passkey of their own. A confirmation holds for one session and a few minutes; it is kept in
 * memory, and a restart asks again.
 */
import type { Clock } from "../base/clock.ts";
import { type Attempts, type Guesser, type Proof, tryProof } from "./attempts.ts";
import type { OwnerRoom } from "./owner.ts";
import type { PasskeyPlace } from "./passkey_place.ts";
import type { Passkeys } from "./passkeys.ts";
import type { Question } from "./webauthn.ts";

export const CONFIRMED_MS = 5 * 60_000;
const SESSIONS_MAX = 100;

export interface Confirmations {
  /** @param session its id */
  isConfirmed(session: string): boolean;
  /** @throws Failure `unauthorized` or `too_many` */
  withPassphrase(session: string, passphrase: string): Promise<void>;
  askForPasskey(session: string, place: PasskeyPlace): Promise<Question>;
  /** @throws Failure `unauthorized` or `too_many` */
  withPasskey(session: string, place: PasskeyPlace, answer: unknown): Promise<void>;
}

interface Needs {
  readonly clock: Clock;
  readonly owner: OwnerRoom;
  readonly passkeys: Passkeys;
  readonly attempts: Attempts;
}

export function createConfirmations(
  { clock, owner, passkeys, attempts }: Needs,
): Confirmations {
  /** Until when, by session. */
  const confirmed = new Map<string, number>();

  async function confirm(
    session: string,
    proof: Proof,
    prove: () => Promise<void>,
  ): Promise<void> {
    const guesser: Guesser = { address: "", way: "home", known: `session ${session}` };
    await tryProof(attempts, proof, guesser, prove);
    confirmed.delete(session);
    confirmed.set(session, clock.now() + CONFIRMED_MS);
    if (confirmed.size > SESSIONS_MAX) confirmed.delete(confirmed.keys().next().value!);
  }

  return {
    isConfirmed: (session) => clock.now() < (confirmed.get(session) ?? 0),
    withPassphrase: (session, passphrase) =>
      confirm(session, "passphrase", () => owner.prove(passphrase)),
    askForPasskey: (session, place) => passkeys.askToProve({ place, session }),
    withPasskey: (session, place, answer) =>
      confirm(session, "passkey", () => passkeys.prove({ place, session }, answer)),
  };
}
