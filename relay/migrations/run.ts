/** Applies the migrations and ends: a deployment runs this before it starts the new version. */
import { connectPostgres } from "../databases/postgres.ts";
import { migrate } from "./migrate.ts";

const encoder = new TextEncoder();
const print = (line: string) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`));

// The direct host where there is one: a pooler may cut a long statement.
const url = Deno.env.get("DATABASE_DIRECT_URL") || Deno.env.get("DATABASE_URL");
if (!url) {
  print("DATABASE_URL is not set: there is nothing to bring up to date.");
  Deno.exit(0);
}
const sql = connectPostgres({ url, max: 1 });
try {
  const ran = await migrate(sql);
  print(ran.length > 0 ? `ran ${ran.join(", ")}` : "up to date");
} finally {
  await sql.end();
}
