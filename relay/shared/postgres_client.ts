/** Settings of the PostgreSQL client for relay and home, so that a server that goes away does not end the program. */
import type { Sql, TransactionSql } from "postgres";

const TEXT_ARRAY_OID = 1009;
const BIGINT_ARRAY_OID = 1016;
const DATE_ARRAY_OID = 1182;

/** An array as a PostgreSQL literal; the statement casts it to its type. */
const ARRAY_TYPE = {
  to: TEXT_ARRAY_OID,
  from: [TEXT_ARRAY_OID, BIGINT_ARRAY_OID, DATE_ARRAY_OID],
  serialize: (things: readonly unknown[]) => `{${things.map(arrayElement).join(",")}}`,
  parse: (text: string) => text,
};

const arrayElement = (thing: unknown): string =>
  thing === null ? "NULL" : `"${String(thing).replace(/[\\"]/g, "\\$&")}"`;

/**
 * Otherwise the client queries array types on each connection, and ends the program when the server goes away
 * meanwhile.
 */
export const POSTGRES_TYPES = { fetch_types: false, types: { lists: ARRAY_TYPE } } as const;

/**
 * Runs a transaction. On a lost connection the client would still send a rollback to a closed socket and end
 * the program; here it rejects by itself once the connection is closed.
 */
export async function inTransaction<T>(
  sql: Sql,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  const done = await sql.begin(async (tx) => {
    try {
      return { value: await work(tx) };
    } catch (error) {
      if (isConnectionLost(error)) return await new Promise<never>(() => {});
      throw error;
    }
  });
  return done.value;
}

/** Errors of a lost connection: FATAL by the server, codes of the client, codes of the system. */
function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("severity_local" in error) return /^(FATAL|PANIC)$/.test(String(error.severity_local));
  return "code" in error && /^(CONNECTION_|CONNECT_TIMEOUT|E[A-Z]+$)/.test(String(error.code));
}
