/** What a process takes, as the system counts it. */
import { SECOND_MS } from "../../services/base/time.ts";
import { heldMb } from "../../tests/support/processes.ts";

const onLinux = Deno.build.os === "linux";
/** Of `/proc`, on every Linux that Deno runs on. */
const TICK_MS = 10;

/** Memory that is its own, with its part of what it shares. */
export const memoryMb = (pid: number): Promise<number> => heldMb([{ pid, parent: 0, command: "" }]);

/** @returns milliseconds on a processor, since it started */
export async function cpuMs(pid: number): Promise<number> {
  if (!onLinux) return await cpuFromPs(pid);
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  const [, user, system] = /\) \S(?: -?\d+){10} (\d+) (\d+)/.exec(stat)!;
  return (Number(user) + Number(system)) * TICK_MS;
}

async function cpuFromPs(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "time=", "-p", String(pid)] })
    .output();
  const [minutes, seconds] = new TextDecoder().decode(stdout).trim().split(":");
  return (Number(minutes) * 60 + Number(seconds)) * SECOND_MS;
}

/** How often any of its threads gave the processor away and was woken again; 0 where nobody counts. */
export async function wakeUps(pid: number): Promise<number> {
  if (!onLinux) return 0;
  let sum = 0;
  for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
    const status = await Deno.readTextFile(`/proc/${pid}/task/${name}/status`);
    sum += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)![1]);
  }
  return sum;
}

/** Looks again and again at how much memory they take while something goes on. @returns the most of each, in MB */
export async function peaks(
  pids: readonly number[],
  during: () => Promise<unknown>,
): Promise<number[]> {
  const most = pids.map(() => 0);
  const over = new AbortController();
  const look = async () => {
    for (const [at, pid] of pids.entries()) most[at] = Math.max(most[at]!, await memoryMb(pid));
  };
  const watching = (async () => {
    while (!over.signal.aborted) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, PEAK_LOOK_MS));
    }
  })();
  try {
    await during();
  } finally {
    over.abort();
    await watching;
  }
  await look();
  return most;
}

const PEAK_LOOK_MS = 100;
