/** The one table. The relay's replica has the very same. */
import type { Sql } from "postgres";
import { inTransaction } from "../../../relay/shared/postgres_client.ts";

/** Any number that nothing else in the database locks with. */
const LOCK = 7_463_002;

/**
 * `json`, not `jsonb`: a text may hold a zero character, which jsonb refuses.
 */
export async function makeTable(sql: Sql): Promise<void> {
  await inTransaction(sql, async (tx) => {
    // "if not exists" alone races with another process that makes it at the same time.
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    await tx`create table if not exists store (
      key bytea primary key,
      value json not null,
      stamp bigint not null
    )`;
    await tx`create sequence if not exists store_stamp as bigint`;
  });
}
