/** Reads a size as printed or typed, in the category that it belongs to where that is known. */
import { DEFAULT_SITE, type Site } from "../marketplace/mod.ts";
import { braSize } from "./bra_size.ts";
import { type Category, category } from "./categories.ts";
import { clothingSize, type Garment } from "./clothing_size.ts";
import { isKidsNumber, kidsSize } from "./kids_size.ts";
import { type ParsedSize, sized, sizeWith, unsure } from "./parsed_size.ts";
import { isShoeNumber, shoeSize } from "./shoe_size.ts";
import { believedSystems, type NumberSystem } from "./size_systems.ts";
import {
  BARE_MAX,
  LEG_INCHES,
  type Range,
  shownRange,
  type SizeTokens,
  sizeTokens,
} from "./size_tokens.ts";
import { type Size, sizesFor } from "./sizes.ts";

const WAIST_INCHES: Range = { low: 23, high: 54 };
/** From here on a bare number on men's jeans may be Italian as well. */
const WAIST_AMBIGUOUS_MIN = 42;

interface Context {
  readonly tokens: SizeTokens;
  readonly sizes: readonly Size[];
  readonly category: Category | undefined;
  readonly believed: readonly NumberSystem[];
}

/**
 * @param categoryKey what the thing is: a number means another size on shoes than on a skirt
 * @param site where it is sold: the European size of that country is believed before all others
 * @returns `null` where the text is no size
 */
export function parseSize(
  text: string,
  categoryKey?: string,
  site: Site = DEFAULT_SITE,
): ParsedSize | null {
  const tokens = sizeTokens(text);
  if (!tokens) return null;
  const known = categoryKey === undefined ? undefined : category(categoryKey);
  const sizes = known ? sizesFor(known.key) : [];
  const found = sizeOf(text, { tokens, sizes, category: known, believed: believedSystems(site) });
  if (!found || found.system === "one") return found;
  // Half of a value, and a label that the site has no size for, are questions too.
  if (tokens.cut) return unsure(found.label, found.system, sizesOf(found, sizes));
  const asks = sizes.length > 0 && found.sizeId === undefined;
  return asks ? { ...found, ambiguous: true } : found;
}

function sizesOf({ sizeId, candidates = [] }: ParsedSize, sizes: readonly Size[]): Size[] {
  return sizes.filter(({ id }) => id === sizeId || candidates.includes(id));
}

function sizeOf(text: string, context: Context): ParsedSize | null {
  const { tokens, sizes, believed, category } = context;
  const group = category?.sizeGroup;
  if (tokens.one) return { label: text.trim().replace(/\s+/g, " "), system: "one" };
  const isShoe = group?.startsWith("shoes") || saysShoe(tokens);
  const hasAge = Boolean(tokens.months ?? tokens.years ?? tokens.heightCm);
  if (isShoe && !hasAge) return shoeSize(tokens, sizes, believed);
  if (hasAge || group === "kids" && isKidsNumber(tokens)) {
    return kidsSize(text, tokens, sizes, group);
  }
  const garment = category && garmentOf(category, sizes);
  return braSize(tokens, believed) ?? inches(context) ??
    (garment ? clothingSize(tokens, garment, believed) : labelOnly(context));
}

/** Thirds and the length of a foot are on nothing but shoes. */
function saysShoe({ systems, numbers, footCm }: SizeTokens): boolean {
  const values = [...Object.values(systems), ...numbers];
  return footCm !== undefined ||
    values.some((range) => isShoeNumber(range) && !Number.isInteger(range.low * 2));
}

function garmentOf(category: Category, sizes: readonly Size[]): Garment | undefined {
  const { sizeGroup: group, kind, measures } = category;
  if (group !== "women" && group !== "general") return undefined;
  const part = measures.includes("inseam") ? "trousers" : kind === "shirt" ? "shirt" : "other";
  return { group, sizes, part };
}

function inches(context: Context): ParsedSize | null {
  const { tokens, sizes, category } = context;
  const jeans = category?.sizeGroup === "jeans";
  const inJeans = jeans ? jeansWaist(tokens) : undefined;
  if (!jeans && Object.keys(tokens.systems).length > 0) return null;
  const pair = inchPair(tokens, jeans, category?.measures.includes("inseam") ?? false);
  const waist = tokens.waist ?? pair?.waist ?? inJeans;
  if (waist === undefined || !within(waist, WAIST_INCHES)) return null;
  const leg = tokens.leg ?? pair?.leg;
  const label = leg === undefined ? `W${waist}` : `W${waist} L${leg}`;
  return sized(label, "W/L", jeans ? sizeWith(sizes, `W${waist}`) : undefined);
}

/** American and British jeans are numbered by their waist. */
function jeansWaist({ systems }: SizeTokens): number | undefined {
  const found = systems.US ?? systems.UK;
  return found && found.low === found.high ? found.low : undefined;
}

/** "32/34" on trousers, and a bare "32" on men's jeans, are inches; an Italian 46 is not. */
function inchPair(
  { numbers: [only, ...more], letters }: SizeTokens,
  jeans: boolean,
  hasLegs: boolean,
): { waist: number; leg?: number } | null {
  if (!hasLegs || !only || more.length > 0 || letters.length > 0) return null;
  const { low, high } = only;
  if (low === high) return jeans && low < WAIST_AMBIGUOUS_MIN ? { waist: low } : null;
  return within(low, WAIST_INCHES) && LEG_INCHES.has(high) ? { waist: low, leg: high } : null;
}

const within = (value: number, { low, high }: Range): boolean => value >= low && value <= high;

/** Without a category that has sizes the label is tidied and no size is chosen. */
function labelOnly({ tokens, believed }: Context): ParsedSize | null {
  const { letters, systems, numbers, chinese } = tokens;
  const [letter, ...more] = letters;
  if (letter !== undefined) {
    return more.length === 0 ? sized(letter, "INT", undefined) : unsure(letters.join("/"), "INT");
  }
  const others = Object.keys(systems) as NumberSystem[];
  const system = [...believed, ...others].find((one) => systems[one] !== undefined);
  if (system) {
    const range = systems[system]!;
    const label = `${system} ${shownRange(range)}`;
    const sure = believed.includes(system) && range.low === range.high;
    return sure ? sized(label, system, undefined) : unsure(label, system);
  }
  return bareLabel(numbers) ??
    (chinese ? unsure(`CN ${chinese.height}/${chinese.chest}`, "CN") : null);
}

function bareLabel(numbers: readonly Range[]): ParsedSize | null {
  const [first, ...more] = numbers;
  if (!first) return null;
  const label = numbers.map(shownRange).join("/");
  if (more.length > 0 || first.low !== first.high) return unsure(label, "EU");
  if (!Number.isInteger(first.low)) {
    return isShoeNumber(first) ? sized(label, "shoe", undefined) : unsure(label, "UK");
  }
  return first.low > BARE_MAX ? null : unsure(label, "EU");
}
