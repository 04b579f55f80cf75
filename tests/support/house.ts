/** The real app as a child process on a folder of its own: what a newcomer starts, and what `kill -9` ends. */
import { splitLines } from "./lines.ts";

export interface RunningHouse {
  readonly url: string;
  /** The one-time set-up code; `null` once the owner exists. */
  readonly setupCode: string | null;
  readonly pid: number;
  readonly dataDir: string;
  /** Stops it as launchd would, and waits. @returns the exit code */
  stop(): Promise<number>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly dataDir: string;
  readonly env?: Record<string, string>;
}

const ROOT = new URL("../../", import.meta.url);

export async function startHouse({ dataDir, env = {} }: StartOptions): Promise<RunningHouse> {
  const { args, env: own } = await startCommand(dataDir);
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { ...own, DATA_DIR: dataDir, HOST: "127.0.0.1", PORT: "0", LANG: "it_IT", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
    .getReader();
  const started = await firstEvent(lines, "started");
  const drained = drain(lines);
  const ended = async () => {
    const { code } = await child.status;
    await drained;
    return code;
  };
  return {
    url: started.url,
    setupCode: started.setupCode,
    pid: child.pid,
    dataDir,
    stop() {
      child.kill("SIGTERM");
      return ended();
    },
    async kill() {
      child.kill("SIGKILL");
      await ended();
    },
  };
}

/** What `deno task start` runs in the end: the very flags, with this folder and any address filled in. */
async function startCommand(dataDir: string) {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const command: string = tasks.start.command;
  const exports = command.matchAll(/export (MALLOC\w+)=(\d+)/g);
  const args = command.slice(command.lastIndexOf("deno run ") + "deno ".length).split(" ")
    .map((word) => word.replaceAll('"', "").replaceAll("$DATA_FOLDER", dataDir))
    .map((word) => word === "--allow-net=$ADDRESSES" ? "--allow-net" : word);
  return { args, env: Object.fromEntries([...exports].map(([, name, value]) => [name, value])) };
}

interface Started {
  readonly url: string;
  readonly setupCode: string | null;
}

async function firstEvent(
  lines: ReadableStreamDefaultReader<string>,
  event: string,
): Promise<Started> {
  const seen: string[] = [];
  while (true) {
    const { value, done } = await lines.read();
    if (done) throw new Error(`The app ended before it said "${event}":\n${seen.join("\n")}`);
    seen.push(value);
    if (!value.startsWith("{")) continue;
    const record = JSON.parse(value);
    if (record.event === event) return record;
  }
}

async function drain(lines: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await lines.read()).done);
}
