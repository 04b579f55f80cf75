/** Deletes trashed items for good after their retention time. */
import { isFailure } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import type { Row } from "../store/mod.ts";
import { history, items } from "./collections.ts";
import type { Item } from "./item.ts";
import type { Bench } from "./write.ts";

/** How long an item can be brought back. */
const TRASH_KEPT_MS = 30 * DAY_MS;

const HISTORY_PER_COMMIT = 80;

/**
 * Removes for good what was thrown away more than TRASH_KEPT_MS ago, with its history. Its number is never
 * given again.
 * @param forget what else belongs to an item and must go first, such as its photos; may be asked twice
 * @returns the ids of what was removed
 */
export async function purgeTrash(
  bench: Bench,
  forget: (itemId: string) => Promise<void>,
): Promise<string[]> {
  const oldest = bench.clock.now() - TRASH_KEPT_MS;
  const purged: string[] = [];
  for await (const { id } of bench.db.each(items, { index: "trash" })) {
    // Read again: the page it came from may be old, and it may have been brought back.
    const row = await bench.db.get(items, id);
    if (row?.value.trashedAt === undefined) continue;
    if (row.value.trashedAt > oldest) break;
    await forget(id);
    await forgetHistory(bench, id);
    if (await remove(bench, row)) purged.push(id);
  }
  return purged;
}

async function forgetHistory({ db }: Bench, itemId: string): Promise<void> {
  for (;;) {
    const { entries } = await db.listBy(history, "item", [itemId], { limit: HISTORY_PER_COMMIT });
    if (entries.length === 0) return;
    const change = db.change();
    for (const entry of entries) change.remove(history, entry);
    await change.commit();
  }
}

/** Deletes an item unless it was restored meanwhile. */
async function remove({ db }: Bench, row: Row<Item>): Promise<boolean> {
  const change = db.change();
  change.remove(items, row);
  try {
    await change.commit();
    return true;
  } catch (error) {
    if (isFailure(error, "conflict")) return false;
    throw error;
  }
}
