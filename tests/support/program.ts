/** The program with the very flags that `deno task start` gives it, as the task of deno.json says them. */
import about from "../../deno.json" with { type: "json" };
import { permissions } from "../../tasks/permissions.ts";

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What follows `main.ts`. */
  readonly args?: readonly string[];
}

const ROOT = new URL("../../", import.meta.url);
/** What a test sets wins; what the machine has set otherwise must not. */
const PLAIN = { HOST: "127.0.0.1", PORT: "0", LANG: "it_IT.UTF-8", LC_ALL: "", NO_COLOR: "1" };

/** @param options.stderr where its complaints go; a sentence for people is never there */
export function program(
  { env = {}, args = [] }: ProgramOptions,
  stderr: "inherit" | "null" = "inherit",
): Deno.Command {
  const whole: Record<string, string> = { ...PLAIN, ...env };
  const command = about.tasks.start.command;
  return new Deno.Command(Deno.execPath(), {
    args: [...flagsOf(command, (name) => whole[name] ?? Deno.env.get(name)), ...args],
    cwd: ROOT,
    env: { ...exportedBy(command), ...whole },
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

function flagsOf(command: string, env: (name: string) => string | undefined): string[] {
  const { folder, browser } = permissions(env);
  const last = command.slice(command.lastIndexOf("deno run ") + "deno ".length);
  return last.split(" ").map((word) =>
    word.replaceAll('"', "").replaceAll("$DATA_FOLDER", folder).replaceAll(
      "$BROWSER_PROGRAM",
      browser,
    )
  );
}

/** The settings of the system's memory allocator, which are fixed in the task. */
function exportedBy(command: string): Record<string, string> {
  const found = command.matchAll(/export (MALLOC\w+)=(\d+)/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]));
}
