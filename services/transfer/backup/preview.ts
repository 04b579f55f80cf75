/** Compares a backup with the present records before anything is written. */
import type { Item } from "../../inventory/mod.ts";
import type { Known } from "../table/conflicts.ts";
import type { BackupLine, OtherName } from "./format.ts";

export interface BackupReport {
  readonly items: number;
  readonly trashed: number;
  readonly photos: number;
  /** Named by the copy, but neither in it nor here. */
  readonly photosMissing: number;
  readonly others: Readonly<Record<OtherName, number>>;
  /** Records that are damaged in the file, and the lines of those that are lost whole, the first of them. */
  readonly unreadable: { readonly count: number; readonly lines: readonly number[] };
  /** The same item by its id. */
  readonly same: { readonly count: number; readonly samples: readonly Known[] };
  /** Another item has its number. */
  readonly number: { readonly count: number; readonly samples: readonly Known[] };
}

const SAMPLES = 10;

/** Present numbers and ids. */
interface Present {
  readonly ids: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<number, Known>;
}

export async function listPresent(
  items: AsyncIterable<{ readonly value: Item }>,
  ours: ReadonlySet<string> = new Set(),
): Promise<Present> {
  const ids = new Set<string>();
  const numbers = new Map<number, Known>();
  for await (const { value: { id, number } } of items) {
    if (ours.has(id)) continue;
    ids.add(id);
    numbers.set(number, { id, number });
  }
  return { ids, numbers };
}

type CopyConflict = "same" | "number";

export function conflictOf({ ids, numbers }: Present, item: Item): CopyConflict | null {
  if (ids.has(item.id)) return "same";
  return numbers.has(item.number) ? "number" : null;
}

export async function previewBackup(
  lines: AsyncIterable<BackupLine>,
  present: Present,
  hasPhoto: (file: string, sha: string) => Promise<boolean>,
): Promise<BackupReport> {
  const found = { same: [] as Known[], number: [] as Known[] };
  const counts = { items: 0, trashed: 0, photos: 0, photosMissing: 0, same: 0, number: 0 };
  const unreadable = { count: 0, lines: [] as number[] };
  const others = { sightings: 0, strikes: 0, watches: 0, plans: 0, usualRules: 0 };
  for await (const line of lines) {
    if (line.kind === "other") others[line.of]++;
    if (line.kind === "unreadable") {
      unreadable.count++;
      if (unreadable.lines.length < SAMPLES) unreadable.lines.push(line.line);
    }
    if (line.kind !== "item") continue;
    const { item, photos } = line;
    counts.items++;
    unreadable.count += line.leftOut ?? 0;
    if (item.trashedAt !== undefined) counts.trashed++;
    counts.photos += photos.length;
    for (const { file, photo } of photos) {
      if (!await hasPhoto(file, photo.original)) counts.photosMissing++;
    }
    const conflict = conflictOf(present, item);
    if (!conflict) continue;
    counts[conflict]++;
    if (found[conflict].length < SAMPLES) {
      const here = conflict === "number" ? present.numbers.get(item.number)! : item;
      found[conflict].push({ id: here.id, number: here.number });
    }
  }
  const { same, number, ...rest } = counts;
  return {
    ...rest,
    ...{ others, unreadable },
    same: { count: same, samples: found.same },
    number: { count: number, samples: found.number },
  };
}
