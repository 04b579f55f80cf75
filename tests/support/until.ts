/** Waiting for what says nothing when it has happened: it is looked at again and again. */
import assert from "node:assert/strict";

const LOOK_MS = 2;
/** Only what never happens runs into it. */
const WAIT_MS_MAX = 30_000;

export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + WAIT_MS_MAX; !await isSo();) {
    assert.ok(performance.now() < end, `never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
