/** A program as a process that can be killed, frozen, stopped and started again; what it logs is heard. */
import { splitLines } from "../support/lines.ts";

/** What chaos is done to. */
export interface Part {
  /** At once, as by a power cut. */
  kill(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** As it wants to be stopped. */
  stop(): Promise<void>;
  /** @returns when it is ready */
  start(): Promise<void>;
}

export interface Logged {
  readonly event: string;
  readonly [detail: string]: unknown;
}

export interface ProgramOptions {
  readonly name: string;
  readonly command: () => Deno.Command;
  /** Each line of its log; "started" means that it is ready. */
  readonly hear: (line: Logged) => void;
}

export interface Program extends Part {
  readonly pid: () => number;
  /** What it said last, for who asks why it ended. */
  readonly said: () => string;
  /** Whether it ended although nobody ended it. */
  readonly fell: () => boolean;
}

const SAID_MAX = 30;

export function programOf({ name, command, hear }: ProgramOptions): Program {
  const said: string[] = [];
  let child: Deno.ChildProcess | null = null;
  let heardAll: Promise<unknown> = Promise.resolve();
  let fell = false;

  function listen(lines: Deno.SubprocessReadableStream, take: (line: string) => void) {
    return lines.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
      .pipeTo(new WritableStream({ write: take }));
  }

  function note(line: string): void {
    said.push(line);
    if (said.length > SAID_MAX) said.shift();
  }

  async function end(signal: Deno.Signal): Promise<void> {
    if (!child) return;
    const ending = child;
    child = null;
    try {
      ending.kill(signal);
    } catch (error) {
      // Gone already.
      if (!(error instanceof TypeError)) throw error;
    }
    await ending.status;
    await heardAll;
  }

  return {
    pid: () => child!.pid,
    said: () => said.join("\n"),
    fell: () => fell,
    async start() {
      const ready = Promise.withResolvers<void>();
      const started = command().spawn();
      child = started;
      const heard = listen(started.stdout, (line) => {
        note(line);
        if (!line.startsWith("{")) return;
        const logged = JSON.parse(line);
        hear(logged);
        if (logged.event === "started") ready.resolve();
      });
      heardAll = Promise.allSettled([heard, listen(started.stderr, note)]);
      const ended = started.status.then(({ code }) => {
        // Whoever ends it forgets it first.
        if (child === started) {
          fell = true;
          note(`${name} ended by itself with ${code}`);
        }
        throw new Error(`${name} ended with ${code} before it had started:\n${said.join("\n")}`);
      });
      await Promise.race([ready.promise, ended]);
      ended.catch(() => {});
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    freeze: () => Promise.resolve(child!.kill("SIGSTOP")),
    thaw: () => Promise.resolve(child!.kill("SIGCONT")),
  };
}
