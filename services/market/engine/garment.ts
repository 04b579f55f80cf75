/** What sort of garment a listing is about, read from its category or else from its title. */
import { z } from "zod";
import { findKind } from "../../taxonomy/mod.ts";
import data from "../data/garments.json" with { type: "json" };
import { namedCategory } from "./named_category.ts";
import { folded } from "./title_words.ts";

const GroupsFile = z.object({
  groups: z.record(
    z.string(),
    z.object({ kinds: z.string(), words: z.string(), endings: z.string() }),
  ),
});
const GROUPS = Object.entries(GroupsFile.parse(data).groups).map(([group, lists]) => ({
  group,
  kinds: lists.kinds.split(" "),
  words: lists.words.split(" "),
  endings: lists.endings.split(" "),
}));

const GROUP_OF_KIND = new Map(
  GROUPS.flatMap(({ group, kinds }) => kinds.map((kind) => [kind, group] as const)),
);
const GROUP_OF_WORD = new Map(
  GROUPS.flatMap(({ group, words }) => words.map((word) => [word, group] as const)),
);
const GROUPS_OF_ENDING = GROUPS.flatMap(({ group, endings }) =>
  endings.map((ending) => ({ ending, group }))
);
/** A shorter word ends like a garment by chance. */
const ENDING_BEFORE_CHARS_MIN = 3;

export interface Garment {
  /** Garments that cost alike: "shoes"; "" where nothing names one. */
  readonly group: string;
  /** The taxonomy's kind: "ankle_boots"; "" where only the group is known. */
  readonly kind: string;
}

const UNKNOWN: Garment = { group: "", kind: "" };

/** Sources name a few hundred categories; only hostile ones name more. */
const REMEMBERED_MAX = 5_000;
const remembered = new Map<string, Garment>();

/** Goes by the category, and by the title where that names nothing. */
export function garmentOf(category: string, title: string): Garment {
  const inCategory = remembered.get(category) ?? remember(category, garmentOfCategory(category));
  return inCategory.group === "" ? garmentInWords(title) : inCategory;
}

function remember(named: string, garment: Garment): Garment {
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(named, garment);
  return garment;
}

/** The last part of a path says most: "women/clothes/coats". */
function garmentOfCategory(named: string): Garment {
  const found = namedCategory(named);
  if (found) return garmentOfKind(found.kind);
  const parts = named.split(/[/>|]+/).reverse();
  return parts.map(garmentInWords).find(({ group }) => group !== "") ?? UNKNOWN;
}

function garmentOfKind(kind = ""): Garment {
  const group = GROUP_OF_KIND.get(kind);
  return group === undefined ? UNKNOWN : { group, kind };
}

export function garmentInWords(text: string): Garment {
  const garment = garmentOfKind(findKind(text.replaceAll("-", " ")));
  if (garment.group !== "") return garment;
  const words = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const group = words.map(groupOfWord).find((found) => found !== undefined);
  return group === undefined ? UNKNOWN : { group, kind: "" };
}

const groupOfWord = (word: string): string | undefined =>
  GROUP_OF_WORD.get(word) ??
    GROUPS_OF_ENDING.find(({ ending }) =>
      word.length >= ending.length + ENDING_BEFORE_CHARS_MIN && word.endsWith(ending)
    )?.group;
