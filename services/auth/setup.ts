/**
 * The first run: whoever reads the terminal becomes the owner. The code that is printed there is the proof;
 * it lives as long as the process and only its fingerprint stays in memory.
 */
import { conflict, invalid } from "../base/errors.ts";
import type { Database } from "../store/mod.ts";
import { type Attempts, tryProof, type Way } from "./attempts.ts";
import type { OwnerRoom } from "./owner.ts";
import { checkPassphrase } from "./passphrase.ts";
import { type Profile, profiles } from "./profile.ts";
import { newReadableCode, normaliseCode } from "./readable_code.ts";
import { fingerprint, type Random, sameText } from "./secret.ts";

/** 40 bits, guessed at a few an hour. */
const CODE_GROUPS = 2;

interface NewOwner {
  readonly code: string;
  readonly passphrase: string;
  readonly profile: Profile;
  /** Address of the request's sender. */
  readonly address: string;
  readonly way: Way;
}

export interface Setup {
  /** A fresh code to print at the start, or `null` once the owner exists. A second call makes the first code void. */
  issueCode(): Promise<string | null>;
  /**
   * @throws Failure `invalid` for another code or a weak passphrase, `too_many` after several wrong codes,
   * `conflict` when the owner exists
   */
  createOwner(input: NewOwner): Promise<void>;
}

interface Needs {
  readonly db: Database;
  readonly random: Random;
  readonly owner: OwnerRoom;
  readonly attempts: Attempts;
}

export function createSetup({ db, random, owner, attempts }: Needs): Setup {
  let expected: string | null = null;

  async function proveCode(code: string): Promise<void> {
    const given = await fingerprint(normaliseCode(code));
    if (expected === null || !sameText(given, expected)) {
      // Two browsers at once: with the first one's success the code is used up.
      if (await owner.exists()) throw conflict("auth.owner_exists");
      throw invalid("auth.wrong_code");
    }
  }

  async function write(passphrase: string, profile: Profile): Promise<void> {
    await db.transact(async (change) => {
      if (await owner.exists()) throw conflict("auth.owner_exists");
      await owner.create(change, passphrase);
      // A home that was restored, or runs on its replica, has a profile already.
      change.put(profiles, await db.get(profiles, profiles.id(profile)), profile);
    });
  }

  return {
    async issueCode() {
      if (await owner.exists()) return null;
      const code = newReadableCode(random, CODE_GROUPS);
      expected = await fingerprint(normaliseCode(code));
      return code;
    },
    async createOwner({ code, passphrase, profile, address, way }) {
      if (await owner.exists()) throw conflict("auth.owner_exists");
      const guesser = { address, way, known: null };
      await tryProof(attempts, "setup_code", guesser, () => proveCode(code));
      checkPassphrase(passphrase);
      await write(passphrase, profile);
      expected = null;
    },
  };
}
