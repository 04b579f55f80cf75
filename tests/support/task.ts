/**
 * Runs a task of deno.json as a person in a terminal would, with settings of one's own. What Deno itself remarks
 * meanwhile, such as that another one is busy with the packages, goes where the tests' own remarks go.
 */
const ROOT = new URL("../../", import.meta.url);
const PLAIN = { LANG: "it_IT.UTF-8", LC_ALL: "", NO_COLOR: "1" };

export async function runTask(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; said: string }> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    cwd: ROOT,
    env: { ...PLAIN, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).output();
  return { code, said: new TextDecoder().decode(stdout).trim() };
}
