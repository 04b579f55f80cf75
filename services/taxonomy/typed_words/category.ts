/** The category of a kind of garment: the department comes from the words, else from the size. */
import { type Audience, type Category } from "../categories.ts";
import { AUDIENCE_PHRASES, categoryOf } from "../find_category.ts";
import type { Kind } from "../kinds.ts";
import { parseSize } from "../parse_size.ts";
import { isShoe } from "./kind_sizes.ts";
import type { Sentence } from "./sentence.ts";
import { GUESS, LIKELY, type Recognised, SURE } from "./understood.ts";

const DEPARTMENTS: readonly Audience[] = ["women", "men", "girls", "boys"];
/** In one size of shoes only men's go beyond, only children's stay below, and only women's are small. */
const MEN_SHOE_MIN = 43;
const KIDS_SHOE_MAX = 34.5;
/** Smaller numbers are American or British. */
const KIDS_SHOE_MIN = 15;
const WOMEN_SHOE_MAX = 37.5;
/** Men's jackets and pullovers begin at 44; shirts count collars and trousers waists, so they prove nothing. */
const WOMEN_NUMBERS = { least: 34, most: 42 };

/** Marks "donna", "bimba" and the like. */
export function readAudiences(sentence: Sentence): Audience[] {
  const found = AUDIENCE_PHRASES.all(sentence.tokens);
  for (const phrase of found) if (sentence.isFree(phrase)) sentence.mark("category", phrase);
  return [...new Set(found.map(({ value }) => value))];
}

interface Wearer {
  /** The departments that the words name. */
  readonly named: readonly Audience[];
  readonly size: string | undefined;
  /** Audience of most of the seller's items. */
  readonly usual: Audience | undefined;
}

export function categorySeen(
  kind: Kind,
  { named, size, usual }: Wearer,
): Pick<Recognised, "category" | "candidates"> {
  const open = openAudiences(kind, named, size);
  const wanted = usual && open.includes(usual)
    ? [usual, ...open.filter((one) => one !== usual)]
    : open;
  const fitting = wanted.map((one) => categoryOf(kind, one)).filter((one) => one !== null);
  const exact = WORN_BY_BOTH.has(kind.key) ? [] : fitting.filter((one) => one.kind === kind.key);
  const found: Category[] = exact.length > 0 ? exact : fitting;
  const [first, ...others] = found;
  if (!first) return {};
  const category = { value: first.key, confidence: confidenceIn(first, others.length === 0) };
  return others.length === 0 ? { category } : { category, candidates: found.map(({ key }) => key) };
}

/** Kinds that only one department of the tree tells apart, although both wear them. */
const WORN_BY_BOTH: ReadonlySet<string> = new Set([
  "chino_shorts",
  "cropped_jeans",
  "dungarees",
  "flared_jeans",
  "fur_coat",
  "harem_trousers",
  "harrington",
  "keyring",
  "lace_up_boots",
  "lace_ups",
  "leather_trousers",
  "long_sleeve",
  "long_sweater",
  "polo",
  "slim_jeans",
  "straight_trousers",
  "suit_trousers",
  "swim_shorts",
  "tote",
  "umbrella",
  "underwear",
  "zip_hoodie",
]);

/** A category that still divides further needs the seller's choice. */
function confidenceIn({ leaf, audience }: Category, only: boolean): number {
  if (!only) return GUESS;
  return leaf && DEPARTMENTS.includes(audience) ? SURE : LIKELY;
}

function openAudiences(
  kind: Kind,
  named: readonly Audience[],
  size: string | undefined,
): readonly Audience[] {
  const bySize = size === undefined ? null : audiencesBySize(kind, size);
  if (named.length === 0) return bySize ?? ["women", "men"];
  // "Ragazza 12 anni" is a girl.
  const isChild = bySize?.includes("girls");
  return isChild ? named.map((one) => YOUNGER[one] ?? one) : named;
}

const YOUNGER: Partial<Record<Audience, Audience>> = { women: "girls", men: "boys" };

function audiencesBySize(kind: Kind, size: string): readonly Audience[] | null {
  if (parseSize(size)?.system === "kids") return ["girls", "boys"];
  const number = Number(size.replace(/^(?:IT|FR|EUR?)\s*/i, "").replace(",", "."));
  if (!(number > 0)) return null;
  if (isShoe(kind)) {
    if (number >= MEN_SHOE_MIN) return ["men"];
    if (number < KIDS_SHOE_MIN) return null;
    if (number <= KIDS_SHOE_MAX) return ["girls", "boys"];
    return number <= WOMEN_SHOE_MAX ? ["women"] : null;
  }
  const isCut = kind.measures[0] === "chest" && kind.key !== "shirt" &&
    !kind.measures.includes("inseam");
  const isWomen = number >= WOMEN_NUMBERS.least && number <= WOMEN_NUMBERS.most;
  return isCut && isWomen ? ["women"] : null;
}
