/** The app as a child process with the very flags that `deno task start` gives it. */
import { describeProgram } from "../../tasks/programs.ts";

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What follows `main.ts`. */
  readonly args?: readonly string[];
  /** How many files it may open. @default as many as this process */
  readonly openFilesMax?: number;
}

const ROOT = new URL("../../", import.meta.url);
/** What a test sets wins; what the machine has set otherwise must not. */
const PLAIN = { HOST: "127.0.0.1", PORT: "0", LANG: "it_IT.UTF-8", LC_ALL: "", NO_COLOR: "1" };

/** @param options.stderr where its complaints go; a sentence for people is never there */
export function program(
  { env = {}, args = [], openFilesMax }: ProgramOptions,
  stderr: "inherit" | "null" = "inherit",
): Deno.Command {
  const whole: Record<string, string> = { ...PLAIN, ...env };
  const described = describeProgram("start", (name) => whole[name] ?? Deno.env.get(name));
  const words = [Deno.execPath(), ...described.args, ...args];
  const [name, ...rest] = openFilesMax === undefined
    ? words
    : ["sh", "-c", `ulimit -n ${openFilesMax} && exec "$@"`, "sh", ...words];
  return new Deno.Command(name!, {
    args: rest,
    cwd: ROOT,
    env: { ...described.env, ...whole },
    stdin: "null",
    stdout: "piped",
    stderr,
  });
}

/** Runs it to its end, as when it cannot start. */
export async function runProgram(options: ProgramOptions): Promise<{ code: number; said: string }> {
  const { code, stdout } = await program(options, "null").output();
  return { code, said: new TextDecoder().decode(stdout) };
}
