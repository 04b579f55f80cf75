/** Coming in: the proof, the limit on trying, and the session that follows. */
import type { Attempts } from "./attempts.ts";
import type { OwnerRoom } from "./owner.ts";
import type { PasskeyPlace } from "./passkey_place.ts";
import type { Passkeys } from "./passkeys.ts";
import type { Sessions } from "./sessions.ts";

/** Who is at the door. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  /** The session token that the browser has until now. */
  readonly token?: string | undefined;
}

export interface PassphraseChange {
  readonly current: string;
  readonly next: string;
}

/** Each returns the new session's token. */
export interface Login {
  /** @throws Failure `unauthorized` or `too_many` */
  withPassphrase(passphrase: string, visitor: Visitor): Promise<string>;
  /** @throws Failure `unauthorized` or `too_many` */
  withPasskey(place: PasskeyPlace, answer: unknown, visitor: Visitor): Promise<string>;
  /**
   * Ends every other session.
   * @throws Failure `unauthorized`, `too_many`, or `invalid` when the next one is weak
   */
  changePassphrase(change: PassphraseChange, visitor: Visitor): Promise<string>;
  /** For who has the data folder but not the passphrase: makes a new one and ends every session. */
  recover(): Promise<string>;
}

interface Needs {
  readonly owner: OwnerRoom;
  readonly passkeys: Passkeys;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
}

export function createLogin({ owner, passkeys, sessions, attempts }: Needs): Login {
  async function limited(address: string, proof: () => Promise<void>): Promise<void> {
    attempts.begin(address);
    await proof();
    attempts.succeeded(address);
  }

  const start = (how: "passphrase" | "passkey", { userAgent, token }: Visitor) =>
    sessions.start({ how, userAgent, replaces: token });

  return {
    async withPassphrase(passphrase, visitor) {
      await limited(visitor.address, () => owner.prove(passphrase));
      return await start("passphrase", visitor);
    },
    async withPasskey(place, answer, visitor) {
      await limited(visitor.address, () => passkeys.prove(place, answer));
      return await start("passkey", visitor);
    },
    async changePassphrase({ current, next }, visitor) {
      await limited(visitor.address, () => owner.prove(current));
      await owner.setPassphrase(next);
      await sessions.endOthers();
      return await start("passphrase", visitor);
    },
    async recover() {
      const passphrase = await owner.recover();
      await sessions.endOthers();
      return passphrase;
    },
  };
}
