/** Filters rows by a query, except by its words and states. */
import { fold } from "../base/text.ts";
import { DAY_MS } from "../base/time.ts";
import { childrenOf } from "../taxonomy/mod.ts";
import type { ItemQuery } from "./query.ts";
import { bitsOf, type ItemRow } from "./row.ts";

type Test = (row: ItemRow) => boolean;

export function filterOf(query: ItemQuery, now: number): Test {
  const tests = [...testsOf(query, now)];
  return (row) => tests.every((test) => test(row));
}

function* testsOf(query: ItemQuery, now: number): Generator<Test> {
  const trashed = query.trashed ?? false;
  yield (row) => (row.trashedAt !== undefined) === trashed;
  const { boxes, brands, category, size, origin, lotId, hasPhotos, missing } = query;
  if (boxes?.length) yield (row) => boxes.includes(row.box ?? "");
  if (brands?.length) yield (row) => brands.includes(row.brand ?? "");
  if (category !== undefined) {
    const below = withDescendants(category);
    yield (row) => row.category !== undefined && below.has(row.category);
  }
  if (size !== undefined) {
    const wanted = plain(size);
    yield (row) => sizeNames(row).some((name) => plain(name) === wanted);
  }
  if (origin !== undefined) yield (row) => row.origin === origin;
  if (lotId !== undefined) yield (row) => (row.lotId ?? "") === lotId;
  if (hasPhotos !== undefined) yield (row) => (row.photoCount > 0) === hasPhotos;
  if (missing?.length) {
    const wanted = bitsOf(missing);
    yield (row) => (row.answered & wanted) !== wanted;
  }
  yield* rangesOf(query, now);
}

function* rangesOf(query: ItemQuery, now: number): Generator<Test> {
  const { priceFromCents, priceToCents, olderThanDays, newerThanDays } = query;
  if (priceFromCents !== undefined) {
    yield ({ price }) => price !== undefined && price.cents >= priceFromCents;
  }
  if (priceToCents !== undefined) {
    yield ({ price }) => price !== undefined && price.cents <= priceToCents;
  }
  const since = (row: ItemRow) => row.listedAt ?? row.createdAt;
  if (olderThanDays !== undefined) yield (row) => since(row) <= now - olderThanDays * DAY_MS;
  if (newerThanDays !== undefined) yield (row) => since(row) > now - newerThanDays * DAY_MS;
}

function withDescendants(key: string): ReadonlySet<string> {
  const found = new Set([key]);
  // A set's loop also comes by what is added while it runs.
  for (const parent of found) for (const child of childrenOf(parent)) found.add(child.key);
  return found;
}

/** "M / 38" is found by all of it, by "M", by "38", and by what its label prints. */
function sizeNames({ size, sizeLabel }: ItemRow): string[] {
  const names = [size, sizeLabel].filter((name) => name !== undefined);
  return [...names, ...names.flatMap((name) => name.split("/"))];
}

const plain = (text: string): string => fold(text).replace(/\s+/g, "");
