/** `tasks/run.ts NAME [ARGUMENTS]`: starts one of our programs with its flags and ends with its exit code. */
import { describeProgram, PROGRAM_NAMES } from "./programs.ts";

const ROOT = new URL("..", import.meta.url);
const [wanted, ...given] = Deno.args;
const name = PROGRAM_NAMES.find((known) => known === wanted);
if (!name) throw new Error(`Not a program of this project: ${wanted}`);

const { args, env } = describeProgram(name, Deno.env.get);
const child = new Deno.Command(Deno.execPath(), {
  args: [...args, ...given],
  env: { OPEN_FILES: await readOpenFiles(), ...env },
  cwd: ROOT,
}).spawn();
// Ctrl+C in a terminal also reaches the child; launchd and `kill` signal this process only.
Deno.addSignalListener("SIGINT", () => {});
Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
Deno.exit((await child.status).code);

/** How many files a program may open, a number or "unlimited": Deno cannot ask, and programs limit connections by it. */
async function readOpenFiles(): Promise<string> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", "ulimit -n"] }).output();
  return new TextDecoder().decode(stdout).trim();
}
