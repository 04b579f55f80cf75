/** The saved views, in the order in which the seller put them. */
import { conflict, invalid, notFound } from "../base/errors.ts";
import { type Change, retrying, type Row } from "../store/mod.ts";
import { views } from "./collections.ts";
import { type SavedView, SavedViewSchema, VIEWS_MAX } from "./view.ts";
import { type Bench, type CreateOptions } from "./write.ts";

export async function allViews(bench: Bench): Promise<SavedView[]> {
  return (await inOrder(bench)).map(({ value }) => value);
}

export async function saveView(
  bench: Bench,
  given: Pick<SavedView, "name" | "query">,
  { id = bench.newId() }: CreateOptions = {},
): Promise<SavedView> {
  return await retrying(async () => {
    const rows = await inOrder(bench);
    const saved = rows.find((row) => row.id === id);
    if (saved) return saved.value;
    if (rows.length >= VIEWS_MAX) throw conflict("inventory.too_many_views", { max: VIEWS_MAX });
    const position = (rows.at(-1)?.value.position ?? -1) + 1;
    const view = checked({ ...given, id, position });
    const change = bench.db.change();
    change.insert(views, view);
    await change.commit();
    return view;
  });
}

export async function editView(
  bench: Bench,
  id: string,
  patch: Partial<Pick<SavedView, "name" | "query">>,
): Promise<SavedView> {
  return await retrying(async () => {
    const row = (await inOrder(bench)).find((row) => row.id === id);
    if (!row) throw notFound("inventory.no_such_view");
    const view = checked({ ...row.value, ...patch });
    const change = bench.db.change();
    change.update(views, row, view);
    await change.commit();
    return view;
  });
}

/** @param position from 0 */
export async function moveView(bench: Bench, id: string, position: number): Promise<void> {
  await rearranged(bench, id, (others, row) => others.toSpliced(position, 0, row));
}

export async function removeView(bench: Bench, id: string): Promise<void> {
  await rearranged(bench, id, (others, row, change) => {
    change.remove(views, row);
    return others;
  });
}

async function rearranged(
  bench: Bench,
  id: string,
  arrange: (others: Row<SavedView>[], row: Row<SavedView>, change: Change) => Row<SavedView>[],
): Promise<void> {
  await retrying(async () => {
    const rows = await inOrder(bench);
    const row = rows.find((row) => row.id === id);
    if (!row) throw notFound("inventory.no_such_view");
    const change = bench.db.change();
    const next = arrange(rows.filter((other) => other !== row), row, change);
    for (const [position, row] of next.entries()) {
      if (row.value.position !== position) change.update(views, row, { ...row.value, position });
    }
    if (change.size > 0) await change.commit();
  });
}

async function inOrder({ db }: Bench): Promise<Row<SavedView>[]> {
  const { entries } = await db.list(views, { limit: VIEWS_MAX });
  return entries.sort((a, b) => a.value.position - b.value.position);
}

function checked(given: SavedView): SavedView {
  const { success, data, error } = SavedViewSchema.safeParse(given);
  if (success) return data;
  throw invalid("inventory.bad_field", { field: String(error.issues[0]?.path[0]) });
}
