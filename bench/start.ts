/** From the command to the first page, with the store and the rooms open: the median of a few starts. */
import { startHouse } from "../tests/support/house.ts";
import { percentile, timed } from "./timing.ts";

const STARTS = 5;

/** @returns milliseconds */
export async function coldStart(dataDir: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const begun = performance.now();
    const house = await startHouse({ dataDir });
    await timed(async () => await (await fetch(`${house.url}/login`)).text());
    times.push(performance.now() - begun);
    await house.stop();
  }
  return percentile(times, 0.5);
}
