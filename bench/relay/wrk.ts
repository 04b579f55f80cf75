/** Load by `wrk`, which says in JSON what it saw. */
import type { Load, LoadOptions } from "./loaded.ts";

const SCRIPT = new URL("wrk.lua", import.meta.url).pathname;

export async function wrkLoad(wrk: string, options: LoadOptions): Promise<Load> {
  const { port, path, connections, seconds } = options;
  const { success, stdout, stderr } = await new Deno.Command(wrk, {
    args: [
      ...["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`],
      ...["--timeout", "30s", "--script", SCRIPT, `http://127.0.0.1:${port}${path}`],
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`wrk: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!);
}
