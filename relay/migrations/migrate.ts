/**
 * Applies numbered, forward-only migrations to the relay's database, each once, also when several machines
 * start together.
 */
import type { Sql } from "postgres";

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** @returns the names of the migrations that ran now */
export async function migrate(sql: Sql): Promise<string[]> {
  const files = await migrations();
  return await sql.begin(async (tx) => {
    // A lock of the transaction: locks of a session do not work through a pooler.
    await tx`select pg_advisory_xact_lock(hashtext('relay_migrations'))`;
    await tx`create table if not exists relay_migration (
      number int primary key, name text not null, at timestamptz not null default now()
    )`;
    const done = await tx<{ number: number }[]>`select number from relay_migration`;
    const ran: string[] = [];
    for (const { number, name, text } of files) {
      if (done.some((row) => row.number === number)) continue;
      await tx.unsafe(text);
      await tx`insert into relay_migration (number, name) values (${number}, ${name})`;
      ran.push(name);
    }
    return ran;
  });
}

async function migrations(): Promise<{ number: number; name: string; text: string }[]> {
  const folder = new URL(".", import.meta.url);
  const found = [];
  for await (const { name } of Deno.readDir(folder)) {
    const number = Number(NAME.exec(name)?.[1]);
    if (number) {
      found.push({ number, name, text: await Deno.readTextFile(new URL(name, folder)) });
    }
  }
  return found.sort((a, b) => a.number - b.number);
}
