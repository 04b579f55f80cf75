/** Keys for scripts and shortcuts: shown once, kept as a fingerprint, each with what it may do. */
import { z } from "zod";
import type { Clock, NewId } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import { type Collection, type Database, defineCollection, type Row } from "../store/mod.ts";
import { fingerprint, newToken, type Random } from "./secret.ts";
import { type Scope, SCOPES, type Session } from "./session.ts";

const TOKEN_PREFIX = "vo_";
export const TOKENS_MAX = 50;
export const TOKEN_NAME_CHARS_MAX = 60;
/** Not every call is worth a write. */
const USED_EVERY_MS = 5 * 60_000;
const SHAPE = /^vo_[\w-]{43}$/;

const schema = z.object({
  id: z.string(),
  name: z.string().min(1).max(TOKEN_NAME_CHARS_MAX),
  fingerprint: z.string(),
  scopes: z.array(z.enum(SCOPES)).min(1),
  createdAt: z.number(),
  usedAt: z.number().nullable(),
});

export type ApiToken = z.infer<typeof schema>;

export const tokens: Collection<ApiToken> = defineCollection({
  name: "api_token",
  schema,
  version: 1,
  id: ({ id }) => id,
  indexes: { fingerprint: ({ fingerprint }) => [fingerprint] },
});

interface NewApiToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface ApiTokens {
  /** @returns the secret, which cannot be read again. Throws Failure `invalid` without a name or a scope. */
  create(token: NewApiToken): Promise<string>;
  /** @returns `null` when there is no such token */
  recognise(secret: string): Promise<Session | null>;
  /** The newest first. */
  list(): Promise<ApiToken[]>;
  revoke(id: string): Promise<void>;
  revokeAll(): Promise<void>;
}

interface Needs {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
}

export function createApiTokens({ db, clock, newId, random }: Needs): ApiTokens {
  async function list(): Promise<ApiToken[]> {
    const { entries } = await db.list(tokens, { limit: TOKENS_MAX, reverse: true });
    return entries.map(({ value }) => value);
  }

  const isUseDue = ({ usedAt }: ApiToken) => clock.now() - (usedAt ?? 0) >= USED_EVERY_MS;

  async function recordUse({ id, value }: Row<ApiToken>): Promise<void> {
    if (!isUseDue(value)) return;
    await db.edit(tokens, id, (token) => {
      return token && isUseDue(token) ? { ...token, usedAt: clock.now() } : null;
    });
  }

  const revoke = (id: string) => db.remove(tokens, id);

  return {
    list,
    async create({ name, scopes }) {
      const given = name.trim();
      if (!given || given.length > TOKEN_NAME_CHARS_MAX) {
        throw invalid("auth.token_name", { max: TOKEN_NAME_CHARS_MAX });
      }
      if (scopes.length === 0) throw invalid("auth.token_scopes");
      if ((await list()).length >= TOKENS_MAX) {
        throw invalid("auth.token_too_many", { max: TOKENS_MAX });
      }
      const secret = TOKEN_PREFIX + newToken(random);
      await db.put(tokens, {
        id: newId(),
        name: given,
        fingerprint: await fingerprint(secret),
        scopes: [...new Set(scopes)],
        createdAt: clock.now(),
        usedAt: null,
      });
      return secret;
    },
    async recognise(secret) {
      if (!SHAPE.test(secret)) return null;
      const page = await db.listBy(tokens, "fingerprint", [await fingerprint(secret)], {
        limit: 1,
      });
      const row = page.entries[0];
      if (!row) return null;
      await recordUse(row);
      return { id: row.id, kind: "token", scopes: row.value.scopes };
    },
    revoke,
    async revokeAll() {
      for (const { id } of await list()) await revoke(id);
    },
  };
}
