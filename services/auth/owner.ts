/** The owner's account: there is exactly one. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { Failure, unavailable } from "../base/errors.ts";
import { type Change, type Collection, type Database, defineCollection } from "../store/mod.ts";
import { checkPassphrase, hashPassphrase, isPassphrase } from "./passphrase.ts";
import { newReadableCode } from "./readable_code.ts";
import type { Random } from "./secret.ts";

interface Owner {
  /** Argon2id in the PHC form. Not sealed: who loses the key of sealed fields can still come in. */
  readonly passphrase: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

const OWNER_ID = "owner";
/** 80 bits: it is random, so it may be shorter than a passphrase that a person makes up. */
const RECOVERY_GROUPS = 4;
const ACCOUNT_RADIX = 36;

export const owners: Collection<Owner> = defineCollection({
  name: "owner",
  schema: z.object({ passphrase: z.string(), createdAt: z.number(), changedAt: z.number() }),
  version: 1,
  id: () => OWNER_ID,
});

export interface OwnerRoom {
  exists(): Promise<boolean>;
  /** Another one for each installation, and no secret. @throws Failure `conflict` before there is an owner */
  account(): Promise<string>;
  /** Adds the owner to `change`, which fails with `common.conflict` when there is one already. */
  create(change: Change, passphrase: string): Promise<void>;
  /** @throws Failure `unauthorized` when it is another passphrase, `unavailable` when its record cannot be read */
  prove(passphrase: string): Promise<void>;
  setPassphrase(passphrase: string): Promise<void>;
  /** Makes a new passphrase of its own and returns it. */
  recover(): Promise<string>;
  /** The same where no owner came along, as in a home that was restored from its replica. */
  recoverRestored(): Promise<string>;
}

export function createOwner(
  { db, clock, random }: { db: Database; clock: Clock; random: Random },
): OwnerRoom {
  /** An owner never goes away, so that once known this needs no look at the store. */
  let known = false;
  let account: string | undefined;

  /** An unreadable record still counts as an owner, so that no one else can take the home over. */
  const isUnreadable = () => db.unreadable.has(owners.name, OWNER_ID);

  async function mustExist(): Promise<void> {
    const exists = await db.get(owners, OWNER_ID) !== null || isUnreadable();
    if (!exists) throw new Failure("conflict", "auth.no_owner");
  }

  async function replacePassphrase(passphrase: string): Promise<void> {
    const changedAt = clock.now();
    const hash = await hashPassphrase(passphrase, random);
    await db.edit(owners, OWNER_ID, (owner) => ({
      createdAt: owner?.createdAt ?? changedAt,
      passphrase: hash,
      changedAt,
    }));
  }

  async function makePassphrase(): Promise<string> {
    const passphrase = newReadableCode(random, RECOVERY_GROUPS);
    await replacePassphrase(passphrase);
    return passphrase;
  }

  return {
    async exists() {
      return known ||= await db.get(owners, OWNER_ID) !== null || isUnreadable();
    },
    async account() {
      if (account !== undefined) return account;
      const row = await db.get(owners, OWNER_ID);
      if (!row) throw new Failure("conflict", "auth.no_owner");
      return account = row.value.createdAt.toString(ACCOUNT_RADIX);
    },
    async create(change, passphrase) {
      checkPassphrase(passphrase);
      const now = clock.now();
      const hash = await hashPassphrase(passphrase, random);
      change.insert(owners, { passphrase: hash, createdAt: now, changedAt: now });
    },
    async prove(passphrase) {
      const row = await db.get(owners, OWNER_ID);
      if (!row && isUnreadable()) throw unavailable("auth.passphrase_unreadable");
      if (!row || !await isPassphrase(passphrase, row.value.passphrase)) {
        throw new Failure("unauthorized", "auth.wrong_passphrase");
      }
    },
    async setPassphrase(passphrase) {
      checkPassphrase(passphrase);
      await mustExist();
      await replacePassphrase(passphrase);
    },
    async recover() {
      await mustExist();
      return await makePassphrase();
    },
    recoverRestored: makePassphrase,
  };
}
