/** How much memory a process holds: what the system counts as resident. */
const KB_PER_MB = 1024;

/** @returns megabytes */
export async function residentMb(pid: number): Promise<number> {
  const kb = Deno.build.os === "linux" ? await fromProc(pid) : await fromPs(pid);
  return Math.round(kb / KB_PER_MB);
}

async function fromProc(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]);
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", String(pid)] })
    .output();
  return Number(new TextDecoder().decode(stdout).trim());
}
