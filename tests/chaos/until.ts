/** Waiting for a condition: it is looked at again and again; time itself never counts as a sign. */
const LOOK_MS = 20;
/** Only what hangs for ever runs into it. */
export const DEADLINE_MS = 180_000;

export class NeverHappened extends Error {
  override readonly name = "NeverHappened";
}

/** @throws NeverHappened with `what` */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!await isSo()) {
    if (performance.now() > end) throw new NeverHappened(`never happened: ${what}`);
    await pause(LOOK_MS);
  }
}

/** Between two tries of the same thing. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
