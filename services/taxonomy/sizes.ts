/** The marketplace's sizes, in groups; a category belongs to one group or has no size at all. */
import { z } from "zod";
import { category } from "./categories.ts";
import data from "./data/sizes.json" with { type: "json" };

export interface Size {
  readonly id: number;
  /** The label on the marketplace: "M / 38". */
  readonly label: string;
  /** Its parts, as a seller may type them: "m", "38". */
  readonly words: readonly string[];
}

interface SizeGroup {
  readonly key: string;
  readonly vintedId?: number;
  readonly sizes: readonly Size[];
}

const SizesFile = z.object({
  groups: z.array(z.object({
    key: z.string(),
    vintedId: z.number().int(),
    sizes: z.array(z.tuple([z.number().int(), z.string()])),
  })),
});

export const toSize = (id: number, label: string): Size => ({
  id,
  label,
  words: label.toLowerCase().split("/").map((part) => part.trim()),
});

const BUILT_IN: readonly SizeGroup[] = SizesFile.parse(data).groups.map((group) => ({
  ...group,
  sizes: group.sizes.map(([id, label]) => toSize(id, label)),
}));

let groups: readonly SizeGroup[] = BUILT_IN;
let byId = index();

function index(): Map<number, Size> {
  return new Map(groups.flatMap((group) => group.sizes.map((size) => [size.id, size])));
}

export const sizeGroup = (key: string): SizeGroup | undefined =>
  groups.find((group) => group.key === key);

/** The sizes that this category may take; empty where it has none, such as bags. */
export function sizesFor(categoryKey: string): readonly Size[] {
  const group = category(categoryKey)?.sizeGroup;
  return (group && sizeGroup(group)?.sizes) || [];
}

export const sizeById = (id: number): Size | undefined => byId.get(id);

/** Used by a refresh: sizes with new labels or ids are overlaid, new groups are added. */
export function mergeSizeGroups(changes: readonly SizeGroup[]): void {
  const merged = new Map(groups.map((group) => [group.key, group]));
  for (const change of changes) {
    const before = merged.get(change.key)?.sizes ?? [];
    const sizes = new Map([...before, ...change.sizes].map((size) => [size.id, size]));
    merged.set(change.key, { ...merged.get(change.key), ...change, sizes: [...sizes.values()] });
  }
  groups = [...merged.values()];
  byId = index();
}

export function restoreSizeGroups(): void {
  groups = BUILT_IN;
  byId = index();
}
