/** The real app as a child process on a folder of its own: what a newcomer starts, and what `kill -9` ends. */
import { translator } from "../../locales/mod.ts";
import { splitLines } from "./lines.ts";
import { program, type ProgramOptions } from "./program.ts";

export interface RunningHouse {
  readonly url: string;
  /** The one-time set-up code; `null` once the owner exists. */
  readonly setupCode: string | null;
  /** What it printed until it was ready. */
  readonly said: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Stops it as launchd would, and waits. @returns the exit code */
  stop(): Promise<number>;
  /** Events that it logged after its start, the oldest first; complete once it has stopped. */
  readonly events: readonly string[];
  /** The same, with all that the log says of each. */
  readonly records: readonly LogRecord[];
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface LogRecord {
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface StartOptions extends ProgramOptions {
  readonly dataDir: string;
}

export async function startHouse(options: StartOptions): Promise<RunningHouse> {
  const { dataDir, env = {}, ...rest } = options;
  const child = program({ ...rest, env: { DATA_DIR: dataDir, ...env } }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
    .getReader();
  const { said, started } = await untilStarted(lines);
  const records: LogRecord[] = [];
  const drained = collectRecords(lines, records);
  const ended = async () => {
    const { code } = await child.status;
    await drained;
    return code;
  };
  return {
    ...started,
    said,
    pid: child.pid,
    dataDir,
    records,
    get events() {
      return records.map(({ event }) => event);
    },
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

type Started = Pick<RunningHouse, "url" | "setupCode">;
type Lines = ReadableStreamDefaultReader<string>;

/** The record of the log in which the app says that it answers. */
async function untilStarted(lines: Lines): Promise<{ said: string; started: Started }> {
  const said: string[] = [];
  while (true) {
    const { value, done } = await lines.read();
    if (done) throw new Error(`The app ended before it had started:\n${said.join("\n")}`);
    said.push(value);
    if (!value.startsWith("{")) continue;
    const { event, url } = JSON.parse(value);
    if (event !== "started") continue;
    return { said: said.join("\n"), started: { url, setupCode: setupCodeIn(said) } };
  }
}

const CODE = "____";
const CODE_LINES = (["it", "en"] as const).map((language) =>
  translator(language)("terminal.setup_code", { code: CODE }).split(CODE)
);

/** As a person reads it from the terminal. */
function setupCodeIn(said: readonly string[]): string | null {
  for (const line of said) {
    for (const [before = "", after = ""] of CODE_LINES) {
      const text = line.trim();
      if (text.startsWith(before) && text.endsWith(after)) {
        return text.slice(before.length, text.length - after.length);
      }
    }
  }
  return null;
}

async function collectRecords(lines: Lines, records: LogRecord[]): Promise<void> {
  while (true) {
    const { value, done } = await lines.read();
    if (done) return;
    if (value.startsWith("{")) records.push(JSON.parse(value));
  }
}
