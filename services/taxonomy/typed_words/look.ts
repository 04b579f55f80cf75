/** Reads what a garment looks like and is made of: condition, colours, pattern, material. */
import { COLOUR_WORDS } from "../colours.ts";
import { CONDITION_WORDS } from "../conditions.ts";
import type { ConditionId } from "../facts.ts";
import type { Kind } from "../kinds.ts";
import { MATERIAL_WORDS } from "../materials.ts";
import { type Pattern, PATTERN_WORDS } from "../patterns.ts";
import type { Fibres } from "../parse_material.ts";
import type { Span } from "../phrases.ts";
import type { Sentence } from "./sentence.ts";
import { LIKELY, type Seen, SURE } from "./understood.ts";
import { isKnownWord } from "./vocabulary.ts";

/** From the best to the worst. */
const WEAR: readonly ConditionId[] = [6, 1, 2, 3, 4];
/** "New with tags, never worn" are one thing. */
const isNew = (id: ConditionId): boolean => id === 6 || id === 1;

/** Where words tell several conditions, the worst counts: "come nuove, qualche segno". */
export function readCondition(sentence: Sentence): Seen<ConditionId> | undefined {
  const ids: ConditionId[] = [];
  for (const { value, from, to } of sentence.find(CONDITION_WORDS)) {
    if (value === null || isOfPart(sentence, { from, to })) continue;
    sentence.mark("condition", { from, to });
    ids.push(value);
  }
  if (ids.length === 0) return undefined;
  const worst = ids.toSorted((a, b) => WEAR.indexOf(b) - WEAR.indexOf(a))[0]!;
  const value = isNew(worst) && ids.includes(6) ? 6 : worst;
  return { value, confidence: SURE };
}

export function readPattern(sentence: Sentence): Seen<Pattern> | undefined {
  const [pattern, ...more] = sentence.find(PATTERN_WORDS);
  if (!pattern) return undefined;
  sentence.mark("pattern", pattern);
  for (const same of more) if (same.value === pattern.value) sentence.mark("pattern", same);
  return { value: pattern.value, confidence: more.length > 0 ? LIKELY : SURE };
}

const COLOURS_MAX = 2;

/** The first two; a third one stays among the words that are kept. */
export function readColours(sentence: Sentence): Seen<number[]> | undefined {
  const ids: number[] = [];
  for (const found of sentence.find(COLOUR_WORDS)) {
    if (isOfPart(sentence, found) || isOfOther(sentence, found)) continue;
    const { id } = found.value;
    if (!ids.includes(id) && ids.length === COLOURS_MAX) continue;
    sentence.mark("colours", found);
    if (!ids.includes(id)) ids.push(id);
  }
  return ids.length > 0 ? { value: ids, confidence: SURE } : undefined;
}

const BLEND_WORDS: ReadonlySet<string> = new Set(
  ["misto", "mista", "misti", "miste", "blend", "mix", "melange", "mezcla"],
);
/** "Suola in gomma", "lacci nuovi": what is said of a part is not said of the garment. */
const PART_WORDS =
  /^(?:effetto|effect|effet|bottoni|bottone|tallone|linguetta|cinturino|fibbia|polsini|cuciture|strisce|bande|particolari|lacci|laccetti|solette|zip|cerniera|tacchi|tacco|punta|suola|suole|fodera|foderat[oaie]|interno|imbottitura|dettagli|dettaglio|inserti|inserto|profili|bordi|bordo|toppe|maniche|colletto|collo|tasche|manici|cappuccio|soletta|sole|lining|trim|details|collar|sleeves|doublure|semelle|col)$/;
const JOINS = /^(?:in|di|de|en|of)$/;
const WHOLE_PERCENT = 100;

/** Also inside the name of the garment: "giacca di pelle" tells both. */
export function readMaterial(sentence: Sentence, kind: Kind | undefined): Seen<Fibres> | undefined {
  const fibres = fabricBehind(sentence, kind);
  for (const found of sentence.find(MATERIAL_WORDS, "category")) {
    if (isBlend(sentence, found) || isOfPart(sentence, found)) continue;
    const share = shareAt(sentence, found);
    const span = share ?? found;
    if (sentence.isFree(span)) sentence.mark("material", span);
    else sentence.highlight("material", span);
    const { key: fibre } = found.value;
    if (fibres.some((one) => one.fibre === fibre)) continue;
    fibres.push(share ? { fibre, percent: share.percent } : { fibre });
  }
  return fibres.length > 0 ? { value: fibres, confidence: LIKELY } : undefined;
}

/** Garments that are named after what they are made of. */
const FABRICS: Readonly<Record<string, string>> = { jeans: "denim", jean: "denim", pile: "fleece" };

/** "Salopette jeans", "pigiama pile": right behind another garment such a name is its fabric. */
function fabricBehind(sentence: Sentence, kind: Kind | undefined): Fibres {
  const at = sentence.tokens.findIndex(({ text }, i) =>
    text in FABRICS && sentence.isFreeAt(i) && sentence.fieldAt(i - 1) === "category"
  );
  if (!kind || at < 0) return [];
  sentence.mark("material", { from: at, to: at + 1 });
  return [{ fibre: FABRICS[sentence.word(at)]! }];
}

/**
 * "Misto lino" and "misto lana e cashmere" name some fibres and leave out the others: the tag will say all of
 * them.
 */
function isBlend(sentence: Sentence, { from, to }: Span): boolean {
  const isNamed = [from - 1, from, to - 1, to].some((at) => BLEND_WORDS.has(sentence.word(at)));
  return isNamed || /^(?:e|and|et)$/.test(sentence.word(from - 1)) &&
      BLEND_WORDS.has(sentence.word(from - 3));
}

/** "Profuma di lavanda": the colour belongs to a word that nobody explains. */
function isOfOther(sentence: Sentence, { from }: Span): boolean {
  const token = sentence.tokens[from - 2];
  const isJoined = /^(?:di|del|della|al|alla|of|de)$/.test(sentence.word(from - 1));
  return isJoined && token !== undefined && token.figure === undefined &&
    sentence.isFreeAt(from - 2) && !isKnownWord(token.text);
}

/** "Lacci nuovi", "suola in gomma", "effetto pelle". */
function isOfPart(sentence: Sentence, { from }: Span): boolean {
  const before = JOINS.test(sentence.word(from - 1)) ? from - 2 : from - 1;
  const joined = JOINS.test(sentence.word(from));
  return PART_WORDS.test(sentence.word(before)) ||
    joined && PART_WORDS.test(sentence.word(from - 1));
}

interface Share extends Span {
  readonly percent: number;
}

/** "80% lana" or "lana 80%". */
function shareAt(sentence: Sentence, { from, to }: Span): Share | null {
  if (sentence.word(from - 1) === "%") return shareOf(sentence, from - 2, { from: from - 2, to });
  return sentence.word(to + 1) === "%" ? shareOf(sentence, to, { from, to: to + 2 }) : null;
}

function shareOf(sentence: Sentence, at: number, span: Span): Share | null {
  const percent = sentence.tokens[at]?.figure;
  return percent !== undefined && percent > 0 && percent <= WHOLE_PERCENT
    ? { ...span, percent }
    : null;
}
