/** Logging in: the proof, the limit on trying, and the session that follows. */
import { type Attempts, type Guesser, tryProof, type Way } from "./attempts.ts";
import type { KnownDevices } from "./known_devices.ts";
import type { OwnerRoom } from "./owner.ts";
import type { PasskeyPlace } from "./passkey_place.ts";
import type { Passkeys } from "./passkeys.ts";
import type { ApiTokens } from "./api_tokens.ts";
import type { OpenSession, Sessions } from "./sessions.ts";

/** The browser that asks. */
interface Visitor {
  readonly address: string;
  readonly way: Way;
  readonly userAgent: string;
  /** The session token that the browser has until now. */
  readonly token?: string | undefined;
  /** Token that marks the browser as a known device. */
  readonly device?: string | undefined;
}

/** Tokens for the browser to keep. */
export interface LoggedIn {
  readonly token: string;
  readonly device: string;
}

interface PassphraseChange {
  readonly current: string;
  readonly next: string;
  /** Whether other sessions, passkeys, API keys and known devices end. */
  readonly endsOtherAccess: boolean;
}

export interface Login {
  /** @throws Failure `unauthorized` or `too_many` */
  withPassphrase(passphrase: string, visitor: Visitor): Promise<LoggedIn>;
  /** @throws Failure `unauthorized` or `too_many` */
  withPasskey(place: PasskeyPlace, answer: unknown, visitor: Visitor): Promise<LoggedIn>;
  /** For the browser in which the owner has just been created. */
  afterSetup(visitor: Visitor): Promise<LoggedIn>;
  /**
   * @param session which asks for it
   * @throws Failure `unauthorized`, `too_many`, or `invalid` when the next one is weak
   */
  changePassphrase(change: PassphraseChange, visitor: Visitor, session: string): Promise<LoggedIn>;
  /** For an owner who has the data folder but not the passphrase: makes a new one and ends all access. */
  recover(): Promise<string>;
}

interface Needs {
  readonly owner: OwnerRoom;
  readonly passkeys: Passkeys;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly knownDevices: KnownDevices;
  readonly attempts: Attempts;
}

export function createLogin(needs: Needs): Login {
  const { owner, passkeys, sessions, tokens, knownDevices, attempts } = needs;

  async function strangerOrDevice({ address, way, device }: Visitor): Promise<Guesser> {
    const name = await knownDevices.recognise(device);
    return { address, way, known: name && `device ${name}` };
  }

  async function logIn(
    how: "passphrase" | "passkey",
    visitor: Visitor,
    prove: () => Promise<void>,
  ): Promise<LoggedIn> {
    await tryProof(attempts, how, await strangerOrDevice(visitor), prove);
    return await start(how, visitor);
  }

  async function start(
    how: OpenSession["how"],
    { userAgent, token, device }: Visitor,
  ): Promise<LoggedIn> {
    return {
      token: await sessions.start({ how, userAgent, replaces: token }),
      device: await knownDevices.remember(device),
    };
  }

  async function endAllAccess(): Promise<void> {
    await sessions.endOthers();
    await passkeys.removeAll();
    await tokens.revokeAll();
    await knownDevices.forgetAll();
  }

  return {
    withPassphrase: (passphrase, visitor) =>
      logIn("passphrase", visitor, () => owner.prove(passphrase)),
    withPasskey: (place, answer, visitor) =>
      logIn("passkey", visitor, () => passkeys.prove({ place }, answer)),
    afterSetup: (visitor) => start("setup", visitor),
    async changePassphrase({ current, next, endsOtherAccess }, visitor, session) {
      const guesser = { ...visitor, known: `session ${session}` };
      await tryProof(attempts, "passphrase", guesser, () => owner.prove(current));
      await owner.setPassphrase(next);
      if (endsOtherAccess) await endAllAccess();
      return await start("passphrase", visitor);
    },
    async recover() {
      const passphrase = await owner.recover();
      await endAllAccess();
      return passphrase;
    },
  };
}
