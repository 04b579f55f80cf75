/** A connection to Postgres as a metered host behind a transaction-mode pooler wants it. */
import postgres, { type Sql } from "postgres";
import { POSTGRES_TYPES } from "../shared/postgres_client.ts";

const CONNECT_SECONDS = 10;
/** A host that falls asleep cuts what is left open. */
const IDLE_SECONDS = 20;
/** The smallest hosted database has about a hundred, for all machines together. */
const CONNECTIONS_MAX = 10;

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
    ...POSTGRES_TYPES,
    ...authority && { ssl: { ca: authority } },
    ...stated && { debug: () => stated() },
  });
}
