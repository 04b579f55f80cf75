/**
 * A private PostgreSQL on a free port, its data in a folder that goes away. One is shared by all tests of a
 * run (`POSTGRES_URL`), each with a database of its own; who wants to kill one starts another.
 */
import postgres from "postgres";
import { tempFolder } from "../../services/store/testing.ts";
import { freePort } from "./free_port.ts";
import { descendantsOf } from "./processes.ts";
import { findPostgres } from "./server_paths.ts";

/** It refuses to run as root. */
const ACCOUNT = "postgres";
const SAID_MAX = 20;
/** What a killed server has handed to the system is kept; only a power cut of the machine would lose it. */
const WITHOUT_SYNC = { fsync: "off", full_page_writes: "off" };

export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly process: Deno.ChildProcess;
  /**
   * Ends it with all its children, as a power cut does: those of a server that is killed alone may answer a last
   * statement, and commit it.
   */
  kill(): Promise<void>;
  /** Stops it with all its children: those of a server that is stopped alone go on answering. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Starts it again on the same data, after it was killed. */
  restart(): Promise<void>;
}

export interface PostgresOptions {
  /** Lines of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = findPostgres();
  if (!bin) throw new Error("no PostgreSQL here: run the tests by `deno task test`");
  const folder = await tempFolder();
  const asOwner = await ownedBy(folder.path);
  const made = await command(asOwner, `${bin}/initdb`, [
    ...["-D", `${folder.path}/data`, "-U", "owner", "-A", "trust", "--no-instructions"],
    ...["--encoding=UTF8", "--locale=C", "--no-sync"],
  ]).output();
  if (!made.success) throw new Error(new TextDecoder().decode(made.stderr));
  const port = freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: folder.path,
    ...WITHOUT_SYNC,
    ...options.settings,
  };
  const args = [
    "-D",
    `${folder.path}/data`,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const start = () => ready(command(asOwner, `${bin}/postgres`, args).spawn());
  let { process, silent } = await start();
  const tell = async (signal: Deno.Signal) => {
    // One that is born while they are counted would be left out.
    if (signal !== "SIGCONT") tryKill(process, "SIGSTOP");
    const family = [process.pid, ...(await descendantsOf(process.pid)).map(({ pid }) => pid)];
    for (const pid of family) tryKill({ kill: (signal) => Deno.kill(pid, signal) }, signal);
  };
  return {
    url: `postgres://owner@127.0.0.1:${port}/postgres`,
    port,
    get process() {
      return process;
    },
    async kill() {
      await tell("SIGKILL");
      await process.status;
      // A new server refuses the data while one child of the old one is not quite gone.
      await silent;
    },
    freeze: () => tell("SIGSTOP"),
    thaw: () => tell("SIGCONT"),
    async restart() {
      ({ process, silent } = await start());
    },
    async [Symbol.asyncDispose]() {
      // Fast shutdown: it rolls back and goes.
      await tell("SIGCONT");
      tryKill(process, "SIGINT");
      await process.status;
      await folder[Symbol.asyncDispose]();
    },
  };
}

export interface TestPostgres extends AsyncDisposable {
  readonly url: string;
}

/** An empty database of one's own on the run's shared server, or on a new one. */
export async function openTestPostgres(): Promise<TestPostgres> {
  const shared = Deno.env.get("POSTGRES_URL");
  const own = shared ? null : await startPostgres();
  const url = new URL(shared ?? own!.url);
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await asAdministrator(url, `create database ${name}`);
  const mine = new URL(url);
  mine.pathname = `/${name}`;
  return {
    url: mine.href,
    async [Symbol.asyncDispose]() {
      await asAdministrator(url, `drop database ${name} with (force)`);
      await own?.[Symbol.asyncDispose]();
    },
  };
}

async function asAdministrator(url: URL, statement: string): Promise<void> {
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** @returns how to run a program as who may own the folder, and gives it to them */
export async function ownedBy(folder: string): Promise<readonly string[]> {
  if (Deno.uid() !== 0) return [];
  const owner = await new Deno.Command("chown", { args: ["-R", ACCOUNT, folder] }).output();
  if (!owner.success) throw new Error(`no account ${ACCOUNT} to run PostgreSQL as`);
  return ["setpriv", `--reuid=${ACCOUNT}`, `--regid=${ACCOUNT}`, "--clear-groups"];
}

function command(before: readonly string[], program: string, args: readonly string[]) {
  const [first, ...rest] = [...before, program, ...args];
  return new Deno.Command(first!, {
    args: rest,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    cwd: "/",
    env: { LC_ALL: "C" },
  });
}

interface Started {
  readonly process: Deno.ChildProcess;
  /** Nobody can say anything any more: it and all its children are gone. */
  readonly silent: Promise<void>;
}

/** It says so in its log; reading on keeps its pipe from filling. */
async function ready(process: Deno.ChildProcess): Promise<Started> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const said: string[] = [];
  const follow = async () => {
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
      if (said.push(text) > SAID_MAX) said.shift();
      if (text.includes("ready to accept connections")) resolve();
    }
    reject(new Error(`PostgreSQL ended: ${said.join("")}`));
  };
  const silent = follow();
  silent.catch(reject);
  void process.stdout.cancel();
  await promise;
  return { process, silent };
}

function tryKill(process: Pick<Deno.ChildProcess, "kill">, signal: Deno.Signal): void {
  try {
    process.kill(signal);
  } catch (error) {
    // Gone already.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}
