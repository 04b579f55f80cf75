/** Authentication: owner, sessions, passkeys, API tokens, and limits on attempts. */
import type { Clock, NewId } from "../base/clock.ts";
import type { Database } from "../store/mod.ts";
import { type ApiTokens, createApiTokens } from "./api_tokens.ts";
import { createAttempts } from "./attempts.ts";
import { createChallenges } from "./challenges.ts";
import { type Confirmations, createConfirmations } from "./confirmations.ts";
import { createKnownDevices } from "./known_devices.ts";
import { createLogin, type Login } from "./login.ts";
import { createOwner, type OwnerRoom } from "./owner.ts";
import { createPasskeys, type Passkeys } from "./passkeys.ts";
import { createProfile, type ProfileRoom } from "./profile.ts";
import type { Random } from "./secret.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createSetup, type Setup } from "./setup.ts";

export { type ApiToken, TOKEN_NAME_CHARS_MAX } from "./api_tokens.ts";
export type { Way } from "./attempts.ts";
export { type Device, deviceFrom } from "./device.ts";
export { KNOWN_DEVICE_MS } from "./known_devices.ts";
export type { LoggedIn } from "./login.ts";
export { isForged } from "./forgery.ts";
export { isKnownHost } from "./hosts.ts";
export { networkOf } from "./network.ts";
export { PASSPHRASE_CHARS_MIN } from "./passphrase.ts";
export { ACCESS_COLLECTIONS } from "./access_collections.ts";
export { type PasskeyPlace, passkeyPlace } from "./passkey_place.ts";
export type { Passkey } from "./passkeys.ts";
export { LANGUAGES, type Profile, THEMES } from "./profile.ts";
export { systemRandom } from "./secret.ts";
export { allows, type Scope, SCOPES, type Session } from "./session.ts";
export { ABSOLUTE_MS, type OpenSession } from "./sessions.ts";

export interface AuthOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
}

export interface Auth {
  readonly setup: Setup;
  readonly owner: OwnerRoom;
  readonly login: Login;
  readonly confirmations: Confirmations;
  readonly profile: ProfileRoom;
  readonly sessions: Sessions;
  readonly passkeys: Passkeys;
  readonly tokens: ApiTokens;
}

export function createAuth({ db, clock, newId, random }: AuthOptions): Auth {
  const attempts = createAttempts(clock);
  const owner = createOwner({ db, clock, random });
  const sessions = createSessions({ db, clock, random });
  const challenges = createChallenges({ clock, random });
  const passkeys = createPasskeys({ db, clock, challenges });
  const tokens = createApiTokens({ db, clock, newId, random });
  const knownDevices = createKnownDevices({ db, clock, random });
  return {
    setup: createSetup({ db, random, owner, attempts }),
    owner,
    login: createLogin({ owner, passkeys, sessions, tokens, knownDevices, attempts }),
    confirmations: createConfirmations({ clock, owner, passkeys, attempts }),
    profile: createProfile(db),
    sessions,
    passkeys,
    tokens,
  };
}
