/** Browsers in which the owner is logged in. The cookie holds a token, the store only its fingerprint. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { type Collection, type Database, defineCollection, type Row } from "../store/mod.ts";
import { deviceFrom } from "./device.ts";
import { fingerprint, newToken, type Random } from "./secret.ts";
import { SCOPES, type Session } from "./session.ts";

/** A browser that was not used for so long must log in again. */
export const IDLE_MS = 30 * DAY_MS;
/** However often it is used. */
export const ABSOLUTE_MS = 180 * DAY_MS;
/** Not every page view is worth a write. */
export const SEEN_EVERY_MS = 5 * 60_000;

const schema = z.object({
  id: z.string(),
  createdAt: z.number(),
  seenAt: z.number(),
  how: z.enum(["setup", "passphrase", "passkey"]),
  device: z.object({ system: z.string().nullable(), browser: z.string().nullable() }),
});

/** `id` is the fingerprint of the cookie's token. */
export type OpenSession = z.infer<typeof schema>;

export const sessions: Collection<OpenSession> = defineCollection({
  name: "session",
  schema,
  version: 1,
  id: ({ id }) => id,
});

interface SessionStart {
  readonly how: OpenSession["how"];
  readonly userAgent: string;
  /** The browser's former token, which ends, so that an attacker cannot plant one (session fixation). */
  readonly replaces?: string | undefined;
}

export interface Sessions {
  /** @returns the token for the cookie; it is not kept */
  start(start: SessionStart): Promise<string>;
  /** @returns `null` when the token is unknown, ended or too old */
  recognise(token: string): Promise<Session | null>;
  /** Valid sessions, the last used first. */
  list(): Promise<OpenSession[]>;
  end(id: string): Promise<void>;
  /** @param keep the session that stays, if one does */
  endOthers(keep?: string): Promise<void>;
}

export function createSessions(
  { db, clock, random }: { db: Database; clock: Clock; random: Random },
): Sessions {
  const isOver = ({ createdAt, seenAt }: OpenSession) =>
    clock.now() - seenAt >= IDLE_MS || clock.now() - createdAt >= ABSOLUTE_MS;

  const end = (id: string) => db.remove(sessions, id);

  async function endWhere(isWanted: (session: OpenSession) => boolean): Promise<void> {
    const ended = await Array.fromAsync(db.each(sessions));
    for (const { value, id } of ended) if (isWanted(value)) await end(id);
  }

  const isUseDue = ({ seenAt }: OpenSession) => clock.now() - seenAt >= SEEN_EVERY_MS;

  async function recordUse({ id, value }: Row<OpenSession>): Promise<void> {
    if (!isUseDue(value)) return;
    await db.edit(sessions, id, (session) => {
      return session && isUseDue(session) ? { ...session, seenAt: clock.now() } : null;
    });
  }

  return {
    async start({ how, userAgent, replaces }) {
      await endWhere(isOver);
      if (replaces) await end(await fingerprint(replaces));
      const token = newToken(random);
      const now = clock.now();
      await db.put(sessions, {
        id: await fingerprint(token),
        createdAt: now,
        seenAt: now,
        how,
        device: deviceFrom(userAgent),
      });
      return token;
    },
    async recognise(token) {
      const row = await db.get(sessions, await fingerprint(token));
      if (!row || isOver(row.value)) return null;
      await recordUse(row);
      return { id: row.id, kind: "browser", scopes: SCOPES };
    },
    async list() {
      const rows = await Array.fromAsync(db.each(sessions));
      return rows.map(({ value }) => value).filter((session) => !isOver(session))
        .sort((a, b) => b.seenAt - a.seenAt);
    },
    end,
    endOthers: (keep) => endWhere(({ id }) => id !== keep),
  };
}
