/**
 * What both programs must know of the PostgreSQL client, lest a server that goes away takes them with it: each has
 * its own connections, on the same layout.
 */
import type { Sql, TransactionSql } from "postgres";

const TEXTS = 1009;
const BIGINTS = 1016;
const DATES = 1182;

/** A list as PostgreSQL writes it: it reads each thing as what is asked for. */
const LISTS = {
  to: TEXTS,
  from: [TEXTS, BIGINTS, DATES],
  serialize: (things: readonly unknown[]) => `{${things.map(inList).join(",")}}`,
  parse: (text: string) => text,
};

const inList = (thing: unknown): string =>
  thing === null ? "NULL" : `"${String(thing).replace(/[\\"]/g, "\\$&")}"`;

/**
 * The client would ask for lists' types itself, each time that it connects, and end the program where the server goes
 * away meanwhile.
 */
export const POSTGRES_TYPES = { fetch_types: false, types: { lists: LISTS } } as const;

/**
 * All or nothing. Where the connection is gone there is nothing to roll back: the client would try it all the same,
 * on a socket that is no more, and end the program. It throws by itself once the connection is closed.
 */
export async function inTransaction<T>(
  sql: Sql,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  const done = await sql.begin(async (tx) => {
    try {
      return { value: await work(tx) };
    } catch (error) {
      if (isGone(error)) return await new Promise<never>(() => {});
      throw error;
    }
  });
  return done.value;
}

/** The server says FATAL and hangs up; the client has words of its own, the system its numbers' names. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("severity_local" in error) return /^(FATAL|PANIC)$/.test(String(error.severity_local));
  return "code" in error && /^(CONNECTION_|CONNECT_TIMEOUT|E[A-Z]+$)/.test(String(error.code));
}
