/** P9: what a relay and a home do while nobody asks anything. */
import { SECOND_MS } from "../../services/base/time.ts";
import { cpuMs, wakeUps } from "./process.ts";
import type { Stage } from "./stage.ts";

/** After what was measured before. */
const SETTLE_MS = 2_000;

export async function idle({ relay, home }: Stage, seconds: number) {
  const pids = [relay.pid(), home.pid()];
  const count = async () => ({
    cpu: await Promise.all(pids.map(cpuMs)),
    wakes: await Promise.all(pids.map(wakeUps)),
  });
  await pause(SETTLE_MS);
  const before = await count();
  await pause(seconds * SECOND_MS);
  const after = await count();
  const percent = (at: number) => (after.cpu[at]! - before.cpu[at]!) / (seconds * SECOND_MS) * 100;
  const wakes = (at: number) => (after.wakes[at]! - before.wakes[at]!) / seconds;
  return {
    P9: {
      relay_cpu_percent: percent(0),
      home_cpu_percent: percent(1),
      wakeups: wakes(0),
      home_wakeups: wakes(1),
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
