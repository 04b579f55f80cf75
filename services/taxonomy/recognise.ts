/** What can be seen in words that a seller typed: "felpa nike blu tg M ottime condizioni". Nothing is made up. */
import type { FactValue } from "../inventory/mod.ts";
import { type Audience, type Category } from "./categories.ts";
import { COLOUR_WORDS } from "./colours.ts";
import { CONDITION_WORDS, type ConditionId } from "./conditions.ts";
import { findBrandIn } from "./find_brand.ts";
import { findSize, type TypedSize } from "./find_size.ts";
import { AUDIENCE_PHRASES, categoryOf, headKind } from "./find_category.ts";
import { type Kind, KIND_WORDS } from "./kinds.ts";
import type { Language } from "./labels.ts";
import { MATERIAL_WORDS } from "./materials.ts";
import { type ParsedSize, parseSize } from "./parse_size.ts";
import { type Pattern, PATTERN_WORDS } from "./patterns.ts";
import { type Found, type Span, take } from "./phrases.ts";
import { type Word, wordsOf } from "./text.ts";

export interface Seen<T> {
  readonly value: T;
  /** 0 to 1 */
  readonly confidence: number;
}

export interface Recognised {
  category?: Seen<string>;
  /** All the categories that fit, where the words do not tell the department; the likeliest first. */
  candidates?: string[];
  brand?: Seen<string>;
  sizeLabel?: Seen<string>;
  size?: Seen<number>;
  condition?: Seen<ConditionId>;
  colours?: Seen<number[]>;
  pattern?: Seen<Pattern>;
  material?: Seen<FactValue<"material">>;
}

export interface RecogniseOptions {
  /** Of the words. @default "it" */
  readonly language?: Language;
  /** Whose things this seller mostly has; used only where the words do not say. */
  readonly audience?: Audience;
}

const SURE = 0.9;
const LIKELY = 0.7;
const GUESS = 0.4;
const COLOURS_MAX = 2;
const TEXT_CHARS_MAX = 2_000;

export function recogniseText(typedText: string, options: RecogniseOptions = {}): Recognised {
  const text = typedText.slice(0, TEXT_CHARS_MAX);
  const words = wordsOf(text);
  const taken = new Set<number>();
  const seen: Recognised = {};
  const [condition] = CONDITION_WORDS.all(words, taken);
  if (condition) {
    seen.condition = { value: condition.value, confidence: SURE };
    take(condition, taken);
  }
  const brand = findBrandIn(text, words);
  if (brand) seen.brand = { value: brand.brand, confidence: brand.confidence };
  addMaterial(seen, words, taken);
  const kind = kindIn(words, taken, brand, options);
  const typed = findSize(text, kind?.value);
  if (kind) {
    const open = audiencesOf(words, typed?.text, kind.value);
    Object.assign(seen, categorySeen(kind.value, open, options));
    take(kind, taken);
  }
  if (brand) take(brand, taken);
  if (typed) Object.assign(seen, sizeSeen(typed, seen.category));
  addLook(seen, words, taken);
  return seen;
}

/** The garment beside the brand's name; else inside it: "scarpa Tommy Jeans" is a shoe, "Pepe Jeans W32" is not. */
function kindIn(
  words: readonly Word[],
  taken: ReadonlySet<number>,
  brand: Span | null,
  { language = "it" }: RecogniseOptions,
): Found<Kind> | null {
  const apart = new Set(taken);
  if (brand) take(brand, apart);
  return headKind(KIND_WORDS.all(words, apart), words, language) ??
    headKind(KIND_WORDS.all(words, taken), words, language);
}

/** Before the kind takes its words: "giacca di pelle" tells both. */
function addMaterial(seen: Recognised, words: readonly Word[], taken: Set<number>): void {
  const materials = MATERIAL_WORDS.all(words, taken).filter((found) => !isBlend(words, found));
  const fibres = [...new Set(materials.map(({ value }) => value.key))].map((fibre) => ({ fibre }));
  if (fibres.length > 0) seen.material = { value: fibres, confidence: LIKELY };
}

const BLEND_WORDS: ReadonlySet<string> = new Set(
  ["misto", "mista", "misti", "miste", "blend", "mix", "melange", "mezcla"],
);

/** "Misto lino" names one fibre and leaves out the others: the tag will say all of them. */
function isBlend(words: readonly Word[], { from, to }: Span): boolean {
  return words.slice(Math.max(from - 1, 0), to + 1).some(({ text }) => BLEND_WORDS.has(text));
}

function addLook(seen: Recognised, words: readonly Word[], taken: Set<number>): void {
  const [pattern, ...more] = PATTERN_WORDS.all(words, taken);
  if (pattern) seen.pattern = { value: pattern.value, confidence: more.length > 0 ? LIKELY : SURE };
  if (pattern) take(pattern, taken);
  const colours = COLOUR_WORDS.all(words, taken).map(({ value }) => value.id);
  const ids = [...new Set(colours)].slice(0, COLOURS_MAX);
  if (ids.length > 0) seen.colours = { value: ids, confidence: SURE };
}

const DEPARTMENTS: readonly Audience[] = ["women", "men", "girls", "boys"];
/** Only men's shoes go beyond, only children's stay below. */
const MEN_SHOE_MIN = 43;
const KIDS_SHOE_MAX = 34;

/** The departments that the words and the size leave open. */
function audiencesOf(words: readonly Word[], size: string | undefined, kind: Kind): Audience[] {
  const named = [...new Set(AUDIENCE_PHRASES.all(words).map(({ value }) => value))];
  if (named.length > 0) return named;
  const parsed = size === undefined ? null : parseSize(size);
  if (parsed?.system === "kids") return ["girls", "boys"];
  const number = Number(size);
  if (kind.measures[0] === "insole" && number >= MEN_SHOE_MIN) return ["men"];
  if (kind.measures[0] === "insole" && number <= KIDS_SHOE_MAX) return ["girls", "boys"];
  return ["women", "men"];
}

function categorySeen(
  kind: Kind,
  audiences: readonly Audience[],
  { audience }: RecogniseOptions,
): Pick<Recognised, "category" | "candidates"> {
  const wanted = audience && audiences.length > 1
    ? [audience, ...audiences.filter((one) => one !== audience)]
    : audiences;
  const fitting = wanted.map((one) => categoryOf(kind, one)).filter((one) => one !== null);
  const exact = fitting.filter((one) => one.kind === kind.key);
  const found: Category[] = exact.length > 0 ? exact : fitting;
  const [first, ...others] = found;
  if (!first) return {};
  const category = { value: first.key, confidence: confidenceIn(first, others.length === 0) };
  return others.length === 0 ? { category } : { category, candidates: found.map(({ key }) => key) };
}

/** A category that still divides further needs the seller's choice. */
function confidenceIn({ leaf, audience }: Category, only: boolean): number {
  if (!only) return GUESS;
  return leaf && DEPARTMENTS.includes(audience) ? SURE : LIKELY;
}

function sizeSeen(
  { text, named }: TypedSize,
  category: Seen<string> | undefined,
): Pick<Recognised, "size" | "sizeLabel"> {
  const inCategory = (category?.confidence ?? 0) >= LIKELY ? category?.value : undefined;
  const parsed: ParsedSize | null = parseSize(text, inCategory);
  if (!parsed) return {};
  const confidence = named ? SURE : LIKELY;
  const sizeLabel = { value: parsed.label, confidence };
  return parsed.sizeId === undefined
    ? { sizeLabel }
    : { sizeLabel, size: { value: parsed.sizeId, confidence } };
}
