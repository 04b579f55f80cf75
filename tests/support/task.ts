/** Runs a task of deno.json as a person in a terminal would, with settings of one's own. */
const ROOT = new URL("../../", import.meta.url);
const PLAIN = { LANG: "it_IT.UTF-8", LC_ALL: "", NO_COLOR: "1" };

export async function runTask(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    cwd: ROOT,
    env: { ...PLAIN, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, said: said.trim() };
}
