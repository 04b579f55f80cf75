/** Connects to Postgres with the settings that a metered host behind a transaction-mode pooler needs. */
import postgres, { type Sql } from "postgres";
import { POSTGRES_TYPES } from "../shared/postgres_client.ts";

const CONNECT_SECONDS = 10;
/** A host that falls asleep cuts open connections. */
const IDLE_SECONDS = 20;
/** The smallest hosted database allows about a hundred connections for all machines together. */
const CONNECTIONS_MAX = 10;

export interface PostgresOptions {
  readonly url: string;
  /** A private certificate authority, in PEM; with it the connection must be encrypted. */
  readonly authority?: string;
  /** Called for each statement that is sent. */
  readonly stated?: () => void;
  /** @default CONNECTIONS_MAX */
  readonly max?: number;
}

/** Connects with the first query. */
export function connectPostgres(
  { url, authority, stated, max = CONNECTIONS_MAX }: PostgresOptions,
): Sql {
  return postgres(url, {
    max,
    prepare: false,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    onnotice: () => {},
    ...POSTGRES_TYPES,
    ...authority && { ssl: { ca: authority } },
    ...stated && { debug: () => stated() },
  });
}
