/** The relay itself as a process, with the flags of its task, on a port that it keeps over restarts. */
import about from "../../deno.json" with { type: "json" };
import { freePort } from "../support/free_port.ts";
import { type Program, programOf } from "./program.ts";

export interface RelayProgram extends Program {
  readonly url: string;
}

const ROOT = new URL("../../", import.meta.url);

export function relayProgram(env: Readonly<Record<string, string>>): RelayProgram {
  const port = freePort();
  const task = about.tasks["relay:serve"].command;
  const flags = task.slice(task.lastIndexOf("deno run ") + "deno ".length).split(" ");
  const program = programOf({
    name: "the relay",
    hear: () => {},
    command: () =>
      commandOf(flags, {
        ...env,
        HOST: "127.0.0.1",
        RELAY_ADDRESS: `127.0.0.1:${port}`,
        PORT: String(port),
        LOG_LEVEL: "info",
        NO_COLOR: "1",
      }),
  });
  return {
    ...program,
    url: `http://127.0.0.1:${port}`,
  };
}

/** Deno with these words, from the project's folder. */
export function commandOf(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Deno.Command {
  const io = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
  return new Deno.Command(Deno.execPath(), { args: [...args], cwd: ROOT, env, ...io });
}
