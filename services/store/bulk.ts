/** Writing more than one commit takes. */
import type { Change } from "./change.ts";
import type { Database } from "./database.ts";
import { ATOMIC_MUTATIONS_MAX } from "./port.ts";

/** Leaves room for the largest thing that one `write` adds. */
const FULL_AT = ATOMIC_MUTATIONS_MAX * 0.9;

/**
 * Writes everything in as few commits as it takes. What one `write` adds stays in one commit; the whole is
 * not all-or-nothing, so a caller that must undo keeps a list of what it did.
 */
export async function writeInChunks<T>(
  db: Database,
  things: Iterable<T> | AsyncIterable<T>,
  write: (change: Change, thing: T) => void,
): Promise<void> {
  let change = db.change();
  for await (const thing of things) {
    write(change, thing);
    if (change.size < FULL_AT) continue;
    await change.commit();
    change = db.change();
  }
  if (change.size > 0) await change.commit();
}
