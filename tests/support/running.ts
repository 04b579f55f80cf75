/** A program as a process that can be killed, frozen, stopped and started again; what it logs is heard. */
import { splitLines } from "./lines.ts";

/** What trouble is done to. */
export interface Part {
  /** At once, as by a power cut. */
  kill(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** As it wants to be stopped. */
  stop(): Promise<unknown>;
  /** @returns when it is ready */
  start(): Promise<void>;
}

export interface Logged {
  readonly event: string;
  readonly [detail: string]: unknown;
}

export interface Listener {
  /** Each line of its log; "started" means that it is ready. */
  readonly hear?: (line: Logged) => void;
  /** Each line, of its log or not, and of its complaints. */
  readonly note?: (line: string) => void;
}

export interface ProgramOptions extends Listener {
  readonly name: string;
  /** For Deno, from the project's folder. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How many files it may open. @default as many as this process */
  readonly openFilesMax?: number;
}

export interface Program extends Part, AsyncDisposable {
  /** @returns its exit code; null where it did not run */
  stop(): Promise<number | null>;
  readonly pid: () => number;
  /** What it said last, for who asks why it ended. */
  readonly said: () => string;
  /** Whether it ended although nobody ended it. */
  readonly fell: () => boolean;
}

const ROOT = new URL("../../", import.meta.url);
const SAID_MAX = 30;

/** Deno with these words, from the project's folder. */
export function commandOf(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  openFilesMax?: number,
): Deno.Command {
  const options = {
    ...{ cwd: ROOT, env },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" } as const,
  };
  if (openFilesMax === undefined) {
    return new Deno.Command(Deno.execPath(), { args: [...args], ...options });
  }
  const limited = ["-c", `ulimit -n ${openFilesMax}; exec "$@"`, "sh", Deno.execPath(), ...args];
  return new Deno.Command("sh", { args: limited, ...options });
}

export function programOf(options: ProgramOptions): Program {
  const { name, args, env, openFilesMax, hear, note } = options;
  const said: string[] = [];
  let child: Deno.ChildProcess | null = null;
  let heardAll: Promise<unknown> = Promise.resolve();
  let fell = false;

  function listen(lines: Deno.SubprocessReadableStream, take: (line: string) => void) {
    return lines.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
      .pipeTo(new WritableStream({ write: take }));
  }

  function keep(line: string): void {
    note?.(line);
    said.push(line);
    if (said.length > SAID_MAX) said.shift();
  }

  async function end(signal: Deno.Signal): Promise<number | null> {
    if (!child) return null;
    const ending = child;
    child = null;
    try {
      ending.kill(signal);
    } catch (error) {
      // Gone already.
      if (!(error instanceof TypeError)) throw error;
    }
    const { code } = await ending.status;
    await heardAll;
    return code;
  }

  const kill = async () => void await end("SIGKILL");

  return {
    pid: () => child!.pid,
    said: () => said.join("\n"),
    fell: () => fell,
    async start() {
      const ready = Promise.withResolvers<void>();
      const started = commandOf(args, env, openFilesMax).spawn();
      child = started;
      const heard = listen(started.stdout, (line) => {
        keep(line);
        if (!line.startsWith("{")) return;
        const logged = JSON.parse(line);
        hear?.(logged);
        if (logged.event === "started") ready.resolve();
      });
      heardAll = Promise.allSettled([heard, listen(started.stderr, keep)]);
      const ended = started.status.then(({ code }) => {
        // Whoever ends it forgets it first.
        if (child === started) {
          fell = true;
          keep(`${name} ended by itself with ${code}`);
        }
        throw new Error(`${name} ended with ${code} before it had started:\n${said.join("\n")}`);
      });
      await Promise.race([ready.promise, ended]);
      ended.catch(() => {});
    },
    kill,
    stop: () => end("SIGTERM"),
    freeze: () => Promise.resolve(child!.kill("SIGSTOP")),
    thaw: () => Promise.resolve(child!.kill("SIGCONT")),
    [Symbol.asyncDispose]: kill,
  };
}
