/** A private Redis on a free port, its data in memory only: for tests that kill it, freeze it, or fill it. */
import { tempFolder } from "../../services/store/testing.ts";
import { freePort } from "./free_port.ts";
import { findServer } from "./server_paths.ts";

const SAID_MAX = 20;

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly process: Deno.ChildProcess;
  /** Starts it again, empty, after it was killed. */
  restart(): Promise<void>;
}

export interface RedisServerOptions {
  /** As in redis.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const program = findServer("redis-server");
  if (!program) throw new Error("no Redis here: run the tests by `deno task test`");
  const folder = await tempFolder();
  const port = freePort();
  const settings = {
    bind: "127.0.0.1",
    port: String(port),
    save: "",
    appendonly: "no",
    dir: folder.path,
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const start = () =>
    ready(
      new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "null" }).spawn(),
    );
  let process = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get process() {
      return process;
    },
    async restart() {
      process = await start();
    },
    async [Symbol.asyncDispose]() {
      tryKill(process);
      await process.status;
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** It says so in its log; reading on keeps its pipe from filling. */
async function ready(process: Deno.ChildProcess): Promise<Deno.ChildProcess> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const said: string[] = [];
  const follow = async () => {
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      if (said.push(text) > SAID_MAX) said.shift();
      if (/ready to accept connections/i.test(text)) resolve();
    }
    reject(new Error(`Redis ended: ${said.join("")}`));
  };
  follow().catch(reject);
  await promise;
  return process;
}

function tryKill(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch (error) {
    // Gone already.
    if (!(error instanceof TypeError)) throw error;
  }
}
