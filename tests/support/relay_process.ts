/** The relay itself as a process, with the flags of its task, on a port that it keeps over restarts. */
import { describeProgram } from "../../tasks/programs.ts";
import { freePort } from "./free_port.ts";
import { type Listener, type Program, programOf, type ProgramOptions } from "./running.ts";

export interface RelayProgram extends Program {
  readonly url: string;
}

/** What the machine has set must not count: the relay keeps nothing unless told to. */
const PLAIN = { DATABASE_URL: "", REDIS_URL: "", LOG_LEVEL: "info", NO_COLOR: "1" };

export function relayProgram(
  env: Readonly<Record<string, string>>,
  listener: Listener & Pick<ProgramOptions, "openFilesMax"> = {},
): RelayProgram {
  const port = freePort();
  const described = describeProgram("relay:serve", Deno.env.get);
  const own = { HOST: "127.0.0.1", PORT: String(port), RELAY_ADDRESS: `127.0.0.1:${port}` };
  const program = programOf({
    name: "the relay",
    args: described.args,
    env: { ...described.env, ...PLAIN, ...env, ...own },
    ...listener,
  });
  return { ...program, url: `http://127.0.0.1:${port}` };
}
