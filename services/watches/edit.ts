/** Creates, changes, pauses, deletes and restores watches. */
import { isDeepStrictEqual } from "node:util";
import type { Clock, NewId } from "../base/clock.ts";
import { conflict, invalid, notFound } from "../base/errors.ts";
import type { Database } from "../store/mod.ts";
import {
  assertHasCriteria,
  assertLimitCurrency,
  CriteriaSchema,
  type NewWatch,
  NewWatchSchema,
  type Watch,
  watchesCollection,
} from "./watch.ts";

/** A limit, because each watch is compared with every captured listing. */
const WATCHES_MAX = 100;

export interface EditNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** @throws Failure `watches.not_found`, also for a deleted watch */
export async function getWatch({ db }: Pick<EditNeeds, "db">, id: string): Promise<Watch> {
  return assertExists((await db.get(watchesCollection, id))?.value);
}

function assertExists(watch: Watch | null | undefined): Watch {
  if (!watch || watch.deletedAt !== undefined) throw notFound("watches.not_found");
  return watch;
}

/** Lists the watches that are not deleted, newest first. */
export async function listWatches({ db }: Pick<EditNeeds, "db">): Promise<Watch[]> {
  const found: Watch[] = [];
  for await (const { value } of db.each(watchesCollection, { reverse: true })) {
    if (value.deletedAt === undefined) found.push(value);
  }
  return found;
}

export async function createWatch(needs: EditNeeds, given: NewWatch): Promise<Watch> {
  const { db, clock, newId } = needs;
  await assertBelowMaximum(needs);
  const watch: Watch = {
    ...validate(given),
    id: newId(),
    createdAt: clock.now(),
    silent: true,
    muted: [],
  };
  await db.put(watchesCollection, watch);
  return watch;
}

/** A change of criteria starts the watch anew: without alerts for listings that are there, and due for a look-up. */
export function editWatch(needs: EditNeeds, id: string, given: NewWatch): Promise<Watch> {
  const next = validate(given);
  return updateWatch(needs, id, (watch) => {
    const { createdAt, muted } = watch;
    const unchanged = {
      id,
      createdAt,
      muted,
      ...pickDefined(watch, ["fedAt", "toldAt", "pausedAt"]),
    };
    return hasSameCriteria(watch, next)
      ? { ...next, ...unchanged, ...pickDefined(watch, ["silent", "askedAt"]) }
      : { ...next, ...unchanged, silent: true };
  });
}

function pickDefined<K extends keyof Watch>(
  watch: Watch,
  names: readonly K[],
): Partial<Pick<Watch, K>> {
  const entries = names.map((name) => [name, watch[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const hasSameCriteria = (one: NewWatch, other: NewWatch): boolean =>
  isDeepStrictEqual(CriteriaSchema.parse(one), CriteriaSchema.parse(other));

export const pauseWatch = (needs: EditNeeds, id: string): Promise<Watch> =>
  updateWatch(needs, id, (watch) => ({ ...watch, pausedAt: needs.clock.now() }));

/** Listings that arrived during the pause are stored without an alert. */
export const resumeWatch = (needs: EditNeeds, id: string): Promise<Watch> =>
  updateWatch(needs, id, ({ pausedAt: _, ...watch }) => ({ ...watch, silent: true }));

export const removeWatch = (needs: EditNeeds, id: string): Promise<Watch> =>
  updateWatch(needs, id, (watch) => ({ ...watch, deletedAt: needs.clock.now() }));

/** Restores the watch with its hits and its state. */
export async function restoreWatch(needs: EditNeeds, id: string): Promise<void> {
  await needs.db.edit(watchesCollection, id, async (stored) => {
    if (!stored) throw notFound("watches.not_found");
    const { deletedAt, ...watch } = stored;
    if (deletedAt === undefined) return null;
    await assertBelowMaximum(needs);
    return watch;
  });
}

/** @throws Failure `watches.not_found` */
export async function updateWatch(
  { db }: Pick<EditNeeds, "db">,
  id: string,
  edit: (watch: Watch) => Watch,
): Promise<Watch> {
  return await db.edit(watchesCollection, id, (watch) => edit(assertExists(watch)));
}

async function assertBelowMaximum(needs: EditNeeds): Promise<void> {
  if ((await listWatches(needs)).length < WATCHES_MAX) return;
  throw conflict("watches.too_many", { max: WATCHES_MAX });
}

function validate(given: NewWatch): NewWatch {
  const { success, data, error } = NewWatchSchema.safeParse(given);
  if (success) {
    assertHasCriteria(data);
    assertLimitCurrency(data);
    return data;
  }
  const [field] = error.issues[0]?.path ?? [];
  throw invalid(field === "news" ? "watches.speaks_of_nothing" : "watches.bad_field", {
    field: String(field),
  });
}
