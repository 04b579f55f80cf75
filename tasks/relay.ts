/**
 * `deno task relay`: the relay on this machine, with the database that is given or with a private one that is gone
 * afterwards: for trying out.
 */
import { startPostgres } from "../tests/support/postgres.ts";
import { findPostgres } from "../tests/support/server_paths.ts";
import { describeProgram } from "./programs.ts";

const KEY_BYTES = 32;
const ROOT = new URL("..", import.meta.url);

const encoder = new TextEncoder();
const print = (line: string) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`));

function deno(args: readonly string[], env: Record<string, string>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), { args: [...args], env, cwd: ROOT, stdin: "null" })
    .spawn();
}

function keyFor(port: string): Record<string, string> {
  if (Deno.env.get("RELAY_KEY")) return {};
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES)).toBase64();
  print("RELAY_KEY is not set: here is one for this run. In another terminal:");
  print(`  RELAY_URL=http://localhost:${port} RELAY_KEY=${key} deno task start`);
  return { RELAY_KEY: key };
}

async function database() {
  if (Deno.env.get("DATABASE_URL")) return null;
  if (!findPostgres()) {
    print(
      "No DATABASE_URL, and no PostgreSQL on this machine: webhooks are refused, no copy is kept.",
    );
    return null;
  }
  print("DATABASE_URL is not set: a private PostgreSQL is used, which is gone when this ends.");
  print("That is for trying out, not for production.");
  return await startPostgres();
}

const own = await database();
const env = {
  ...keyFor(Deno.env.get("PORT") || "8080"),
  ...own && { DATABASE_URL: own.url },
};
const { code: migrated } = await deno(["run", "-A", "relay/migrations/run.ts"], env).status;
if (migrated !== 0) Deno.exit(migrated);
const described = describeProgram("relay:serve", Deno.env.get);
const relay = deno(described.args, { ...described.env, ...env });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Ctrl+C reaches the relay by itself; it drains, and this waits for it.
  Deno.addSignalListener(signal, () => signal === "SIGTERM" && relay.kill(signal));
}
const { code } = await relay.status;
await own?.[Symbol.asyncDispose]();
Deno.exit(code);
