/** For tests: auth on a database of its own with a held clock. */
import { openTestDatabase, type TestDatabase } from "../store/testing.ts";
import { type Auth, type AuthOptions, createAuth, type Session, systemRandom } from "./mod.ts";

export const TEST_PASSPHRASE = "tre gatti sul divano";

export interface TestAuth extends TestDatabase {
  readonly auth: Auth;
}

export async function openTestAuth(): Promise<TestAuth> {
  const database = await openTestDatabase();
  return { ...database, auth: createAuth({ ...database, random: systemRandom }) };
}

interface ConfirmedAuth {
  readonly auth: Auth;
  /** A browser's session in which the owner has just confirmed. */
  readonly session: Promise<Session>;
}

/** For pages that ask for a confirmation, on a database that has no owner yet. */
export function createConfirmedAuth(needs: Omit<AuthOptions, "random">): ConfirmedAuth {
  const auth = createAuth({ ...needs, random: systemRandom });
  async function confirm(): Promise<Session> {
    await withOwner(auth);
    const session = await auth.sessions.recognise(
      await auth.sessions.start({ how: "setup", userAgent: "test" }),
    );
    await auth.confirmations.withPassphrase(session!.id, TEST_PASSPHRASE);
    return session!;
  }
  return { auth, session: confirm() };
}

/** Creates the owner, as the first run does, with `TEST_PASSPHRASE`. */
export async function withOwner(auth: Auth, passphrase = TEST_PASSPHRASE): Promise<void> {
  const code = await auth.setup.issueCode();
  await auth.setup.createOwner({
    code: code!,
    passphrase,
    profile: { language: "it", site: "it", theme: "auto" },
    address: "127.0.0.1",
    way: "home",
  });
}
