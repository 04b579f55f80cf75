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
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      `--allow-read=.,${dataDir}`,
      `--allow-write=${dataDir}`,
      "--allow-net",
      "--allow-env",
      "--allow-ffi=./node_modules",
      "--allow-sys",
      "main.ts",
    ],
    cwd: ROOT,
    env: { DATA_DIR: dataDir, HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1", LANG: "it_IT", ...env },
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
