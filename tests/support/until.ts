/** Waiting for what says nothing when it has happened: it is looked at again and again; time is no sign. */
const LOOK_MS = 10;
/** Only what hangs for ever runs into it. */
const DEADLINE_MS = 180_000;

export class NeverHappened extends Error {
  override readonly name = "NeverHappened";
}

/**
 * @param progress as long as it changes, nothing hangs
 * @throws NeverHappened with `what`
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  progress: () => number = () => 0,
): Promise<void> {
  let [last, moved] = [progress(), performance.now()];
  while (!await isSo()) {
    if (progress() !== last) [last, moved] = [progress(), performance.now()];
    if (performance.now() > moved + DEADLINE_MS) throw new NeverHappened(`never happened: ${what}`);
    await pause(LOOK_MS);
  }
}

/** Between two tries of the same thing. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
