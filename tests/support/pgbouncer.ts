/** A private pgbouncer in transaction mode before a PostgreSQL: as hosts with pooled addresses run it. */
import { tempFolder } from "../../services/store/testing.ts";
import { freePort } from "./free_port.ts";
import { ownedBy } from "./postgres.ts";
import { findServer } from "./server_paths.ts";

const SAID_MAX = 20;

export interface Pgbouncer extends AsyncDisposable {
  readonly url: string;
  readonly process: Deno.ChildProcess;
}

/** @param postgresUrl of a server that lets its owner in without a password; any database of it can be asked for */
export async function startPgbouncer(postgresUrl: string): Promise<Pgbouncer> {
  const program = findServer("pgbouncer");
  if (!program) throw new Error("no pgbouncer here: run the tests by `deno task test`");
  const { hostname, port: postgresPort, username, pathname } = new URL(postgresUrl);
  const folder = await tempFolder();
  const port = freePort();
  const settings = `${folder.path}/pgbouncer.ini`;
  await Deno.writeTextFile(
    settings,
    `[databases]
* = host=${hostname} port=${postgresPort} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
# Few, so that what one client left behind in a session is another one's at once.
default_pool_size = 3
max_client_conn = 500
`,
  );
  const [first, ...rest] = [...await ownedBy(folder.path), program, settings];
  const process = new Deno.Command(first!, {
    args: rest,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    cwd: "/",
  }).spawn();
  await ready(process);
  return {
    url: `postgres://${username}@127.0.0.1:${port}${pathname}`,
    process,
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await process.status;
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** It says so in its log; reading on keeps its pipe from filling. */
async function ready(process: Deno.ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const said: string[] = [];
  const follow = async () => {
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
      if (said.push(text) > SAID_MAX) said.shift();
      if (/process up/.test(text)) resolve();
    }
    reject(new Error(`pgbouncer ended: ${said.join("")}`));
  };
  follow().catch(reject);
  await promise;
}
