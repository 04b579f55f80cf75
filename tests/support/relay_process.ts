/** The relay as a process, with the flags of its task, holding nothing; and a home as one. */
import about from "../../deno.json" with { type: "json" };
import { splitLines } from "./lines.ts";
import { TEST_KEY } from "./tunnelled.ts";

export interface RelayProcess extends AsyncDisposable {
  readonly url: string;
  /** @returns when a line of its log says this */
  heard(event: string): Promise<void>;
  kill(signal: Deno.Signal): void;
  readonly status: Promise<Deno.CommandStatus>;
}

const ROOT = new URL("../../", import.meta.url);

export async function startRelay(): Promise<RelayProcess> {
  const { command } = about.tasks["relay:serve"];
  const flags = command.slice(command.lastIndexOf("deno run ") + "deno ".length).split(" ");
  const child = new Deno.Command(Deno.execPath(), {
    args: flags,
    cwd: ROOT,
    env: {
      ...{ HOST: "127.0.0.1", PORT: "0", RELAY_KEY: TEST_KEY, LOG_LEVEL: "info", NO_COLOR: "1" },
      ...{ DATABASE_URL: "", REDIS_URL: "" },
    },
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const events = new Map<string, { resolve: (port: number) => void; promise: Promise<number> }>();
  const event = (name: string) => {
    if (!events.has(name)) events.set(name, Promise.withResolvers<number>());
    return events.get(name)!;
  };
  const over = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
    .pipeTo(
      new WritableStream({
        write(line) {
          if (line[0] !== "{") return;
          const said = JSON.parse(line);
          event(said.event).resolve(said.port);
        },
      }),
    );
  const port = await event("started").promise;
  return {
    url: `http://127.0.0.1:${port}`,
    heard: async (name) => void await event(name).promise,
    kill: (signal) => child.kill(signal),
    status: child.status,
    async [Symbol.asyncDispose]() {
      killed(child);
      await child.status;
      await over;
    },
  };
}

export interface HomeProcess extends AsyncDisposable {
  freeze(): void;
  thaw(): void;
}

/** It dials by itself, and again. */
export function startHome(url: string): HomeProcess {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", "tests/support/echo_home.ts", url, TEST_KEY],
    cwd: ROOT,
    stdin: "null",
  }).spawn();
  return {
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      killed(child);
      await child.status;
    },
  };
}

function killed(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof TypeError)) throw error;
  }
}
