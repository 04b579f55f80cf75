/** A process with all that it has started, as the system lists them. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

const KB_PER_MB = 1024;

export async function processes(): Promise<Process[]> {
  const args = ["-A", "-o", "pid=,ppid=,args="];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
  });
}

/** Children, their children, and so on; without the process itself. */
export async function descendantsOf(pid: number): Promise<Process[]> {
  const all = await processes();
  const found: Process[] = [];
  const parents = new Set([pid]);
  for (let before = -1; before < found.length;) {
    before = found.length;
    for (const one of all) {
      if (!parents.has(one.parent) || parents.has(one.pid)) continue;
      parents.add(one.pid);
      found.push(one);
    }
  }
  return found;
}

/** What they hold together: on Linux, memory that several share is counted once. */
export async function heldMb(family: readonly Process[]): Promise<number> {
  const kb = await Promise.all(family.map(({ pid }) => heldKb(pid)));
  return Math.round(kb.reduce((sum, one) => sum + one, 0) / KB_PER_MB);
}

async function heldKb(pid: number): Promise<number> {
  if (Deno.build.os !== "linux") {
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", `${pid}`] })
      .output();
    return Number(new TextDecoder().decode(stdout).trim());
  }
  try {
    const text = await Deno.readTextFile(`/proc/${pid}/smaps_rollup`);
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  } catch (error) {
    // It has ended meanwhile.
    if (error instanceof Deno.errors.NotFound || /ESRCH/.test(String(error))) return 0;
    throw error;
  }
}
