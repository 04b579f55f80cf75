/** What the seller does with a watch: makes it, changes it, lets it rest, takes it away and back. */
import { isDeepStrictEqual } from "node:util";
import type { Clock, NewId } from "../base/clock.ts";
import { conflict, invalid, notFound } from "../base/errors.ts";
import type { Database, Row } from "../store/mod.ts";
import { watchesCollection } from "./collections.ts";
import { mustAskSomething, mustLimitInSitesMoney } from "./sound.ts";
import { CriteriaSchema, type NewWatch, NewWatchSchema, type Watch } from "./watch.ts";

/** Each is compared with every listing that comes in. */
export const WATCHES_MAX = 100;

export interface EditNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** @throws Failure `watches.not_found`, also for one that was deleted */
export async function watchRow({ db }: Pick<EditNeeds, "db">, id: string): Promise<Row<Watch>> {
  const row = await db.get(watchesCollection, id);
  if (!row || row.value.deletedAt !== undefined) throw notFound("watches.not_found");
  return row;
}

/** The newest first, without the deleted ones. */
export async function allWatches({ db }: Pick<EditNeeds, "db">): Promise<Watch[]> {
  const found: Watch[] = [];
  for await (const { value } of db.each(watchesCollection, { reverse: true })) {
    if (value.deletedAt === undefined) found.push(value);
  }
  return found;
}

export async function createWatch(needs: EditNeeds, given: NewWatch): Promise<Watch> {
  const { db, clock, newId } = needs;
  await mustHaveRoom(needs);
  const watch: Watch = {
    ...checked(given),
    id: newId(),
    createdAt: clock.now(),
    silent: true,
    muted: [],
  };
  const change = db.change();
  change.insert(watchesCollection, watch);
  await change.commit();
  return watch;
}

/** One that looks for something else begins anew: in silence, and due to be asked. */
export function editWatch(needs: EditNeeds, id: string, given: NewWatch): Promise<Watch> {
  const next = checked(given);
  return put(needs, id, (watch) => {
    const { createdAt, muted } = watch;
    const kept = { id, createdAt, muted, ...known(watch, ["fedAt", "toldAt", "pausedAt"]) };
    return looksForTheSame(watch, next)
      ? { ...next, ...kept, ...known(watch, ["silent", "askedAt"]) }
      : { ...next, ...kept, silent: true };
  });
}

function known<K extends keyof Watch>(watch: Watch, names: readonly K[]): Partial<Pick<Watch, K>> {
  const entries = names.map((name) => [name, watch[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const looksForTheSame = (one: NewWatch, other: NewWatch): boolean =>
  isDeepStrictEqual(CriteriaSchema.parse(one), CriteriaSchema.parse(other));

export const pauseWatch = (needs: EditNeeds, id: string): Promise<Watch> =>
  put(needs, id, (watch) => ({ ...watch, pausedAt: needs.clock.now() }));

/** What gathered while it rested is no news. */
export const resumeWatch = (needs: EditNeeds, id: string): Promise<Watch> =>
  put(needs, id, ({ pausedAt: _, ...watch }) => ({ ...watch, silent: true }));

export const removeWatch = (needs: EditNeeds, id: string): Promise<Watch> =>
  put(needs, id, (watch) => ({ ...watch, deletedAt: needs.clock.now() }));

/** With all that it found, and as silent or awake as it was. */
export async function restoreWatch(needs: EditNeeds, id: string): Promise<void> {
  const row = await needs.db.get(watchesCollection, id);
  if (!row) throw notFound("watches.not_found");
  const { deletedAt, ...watch } = row.value;
  if (deletedAt === undefined) return;
  await mustHaveRoom(needs);
  const change = needs.db.change();
  change.update(watchesCollection, row, watch);
  await change.commit();
}

/** @throws Failure `watches.not_found` */
export async function put(
  { db }: Pick<EditNeeds, "db">,
  id: string,
  edit: (watch: Watch) => Watch,
): Promise<Watch> {
  const row = await watchRow({ db }, id);
  const next = edit(row.value);
  const change = db.change();
  change.update(watchesCollection, row, next);
  await change.commit();
  return next;
}

async function mustHaveRoom(needs: EditNeeds): Promise<void> {
  if ((await allWatches(needs)).length < WATCHES_MAX) return;
  throw conflict("watches.too_many", { max: WATCHES_MAX });
}

function checked(given: NewWatch): NewWatch {
  const { success, data, error } = NewWatchSchema.safeParse(given);
  if (success) {
    mustAskSomething(data);
    mustLimitInSitesMoney(data);
    return data;
  }
  const [field] = error.issues[0]?.path ?? [];
  throw invalid(field === "news" ? "watches.speaks_of_nothing" : "watches.bad_field", {
    field: String(field),
  });
}
