/** A connection to Postgres as a metered host behind a transaction-mode pooler wants it. */
import postgres, { type Sql, type TransactionSql } from "postgres";

const CONNECT_SECONDS = 10;
/** A host that falls asleep cuts what is left open. */
const IDLE_SECONDS = 20;
/** The smallest hosted database has about a hundred, for all machines together. */
const CONNECTIONS_MAX = 10;

const TEXTS = 1009;
const BIGINTS = 1016;
const DATES = 1182;
/** Lists of which nothing is null, as PostgreSQL writes them: it reads each thing as what is asked for. */
const LISTS = {
  to: TEXTS,
  from: [TEXTS, BIGINTS, DATES],
  serialize: (things: readonly unknown[]) =>
    `{${things.map((thing) => `"${String(thing).replace(/[\\"]/g, "\\$&")}"`).join(",")}}`,
  parse: (text: string) => text,
};

export interface PostgresOptions {
  readonly url: string;
  /** A certificate authority's, in PEM, where it is a private one: then the connection must be encrypted. */
  readonly authority?: string;
  /** Told of each statement as it is sent. */
  readonly stated?: () => void;
  /** @default CONNECTIONS_MAX */
  readonly max?: number;
}

/** Connects when it is first asked. */
export function connectPostgres(
  { url, authority, stated, max = CONNECTIONS_MAX }: PostgresOptions,
): Sql {
  return postgres(url, {
    max,
    prepare: false,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    onnotice: () => {},
    // The client would ask for lists' types itself, and end the program where the server goes away meanwhile.
    fetch_types: false,
    types: { lists: LISTS },
    ...authority && { ssl: { ca: authority } },
    ...stated && { debug: () => stated() },
  });
}

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
