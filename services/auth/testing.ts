/** A house with auth alone, for tests: time is held, and nothing is left open. */
import { openTestDatabase, type TestDatabase } from "../store/testing.ts";
import { type Auth, createAuth, systemRandom } from "./mod.ts";

export const TEST_PASSPHRASE = "tre gatti sul divano";

export interface TestAuth extends TestDatabase {
  readonly auth: Auth;
}

export async function openTestAuth(): Promise<TestAuth> {
  const database = await openTestDatabase();
  return { ...database, auth: createAuth({ ...database, random: systemRandom }) };
}

/** As after the first run, with `TEST_PASSPHRASE`. */
export async function withOwner(auth: Auth, passphrase = TEST_PASSPHRASE): Promise<void> {
  const code = await auth.setup.issueCode();
  await auth.setup.createOwner({
    code: code!,
    passphrase,
    profile: { language: "it", site: "it", theme: "auto" },
    address: "127.0.0.1",
  });
}
