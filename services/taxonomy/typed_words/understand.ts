/**
 * Understands what a seller types or dictates in one go: "blazer Mango beige 42 ottime petto 50 macchia sulla
 * manica 18 euro scatola B". Each reader takes the words that it explains, the surest reader first; the words
 * that nobody explains are kept as a note. Nothing is made up and nothing is dropped.
 */
import { type Audience, type Category, category } from "../categories.ts";
import { type Kind, KINDS } from "../kinds.ts";
import type { Language } from "../labels.ts";
import { soleKindOf } from "../models.ts";
import { parseSize } from "../parse_size.ts";
import { markSameBrand, readBrandAndModel, readDoubtfulBrand } from "./brand_model.ts";
import { categorySeen, readAudiences } from "./category.ts";
import { readDetails } from "./details.ts";
import { readFlaws } from "./flaws.ts";
import { readKind } from "./kind.ts";
import { readColours, readCondition, readMaterial, readPattern } from "./look.ts";
import { readMeasures } from "./measures.ts";
import { readMoney } from "./money.ts";
import { noteOf } from "./note.ts";
import { readBox, readKnownLot, readNewLot } from "./place.ts";
import { Sentence } from "./sentence.ts";
import { readBareSize, readNamedSize, readOwnFormSize } from "./size.ts";
import type { TypedSize } from "./size_notation.ts";
import { LIKELY, type Recognised, SURE, type Understood } from "./understood.ts";

export interface WordsOptions {
  /** Language of the words. @default "it" */
  readonly language?: Language;
  /** Audience of most of the seller's items; used when the words name none. */
  readonly audience?: Audience;
  /** Known category of the item; used when the words name no garment. */
  readonly category?: string | undefined;
  /** The seller's own names: earlier brands, existing boxes and lots. */
  readonly known?: {
    readonly brands?: readonly string[];
    readonly boxes?: readonly string[];
    readonly lots?: readonly string[];
  };
}

export function understandWords(text: string, options: WordsOptions = {}): Understood {
  const { known = {} } = options;
  const sentence = new Sentence(text);
  const box = readBox(sentence, known.boxes ?? []);
  const knownLot = readKnownLot(sentence, known.lots ?? []);
  const namedSize = readNamedSize(sentence);
  const money = readMoney(sentence);
  const facts = readFacts(sentence, namedSize, options);
  const lot = knownLot ?? readNewLot(sentence, options.language ?? "it");
  return {
    facts,
    ...money,
    ...(box !== undefined && { box }),
    ...(lot !== undefined && { lot }),
    garment: sureCategory(facts) ? "" : sentence.typedAs("category"),
    marks: sentence.marks.toSorted((a, b) => a.at - b.at || b.end - a.end),
    note: noteOf(sentence),
  };
}

/** The surest readers come first; what they explain is no longer there for the later ones. */
function readFacts(
  sentence: Sentence,
  namedSize: TypedSize | null,
  { language = "it", audience, known, category: knownCategory }: WordsOptions,
): Recognised {
  const { kind: kindOfModel, ...named } = readBrandAndModel(sentence, known?.brands ?? []);
  const said = readKind(sentence, { language, ofModel: KINDS.get(kindOfModel ?? "") });
  const kind = said ?? kindOf(category(knownCategory ?? "")) ??
    KINDS.get(soleKindOf(named.brand?.value ?? "") ?? "");
  const audiences = kind ? readAudiences(sentence) : [];
  const ownSize = namedSize ?? readOwnFormSize(sentence, kind);
  const measures = readMeasures(sentence, kind);
  const flaws = readFlaws(sentence);
  const condition = readCondition(sentence);
  const material = readMaterial(sentence, kind);
  const pattern = readPattern(sentence);
  const colours = readColours(sentence);
  const size = ownSize ?? readBareSize(sentence, kind);
  const details = readDetails(sentence);
  const brand = named.brand ?? readDoubtfulBrand(sentence, kind, language);
  if (named.brand) markSameBrand(sentence, named.brand.value);
  const isTold = said !== undefined || knownCategory === undefined || audiences.length > 0;
  const wearer = { named: audiences, size: size?.text, usual: audience };
  const seen = kind && isTold ? categorySeen(kind, wearer) : {};
  const inCategory = isTold ? sureCategory(seen) : knownCategory;
  return {
    ...(condition && { condition }),
    ...(brand && { brand }),
    ...(named.model && { model: named.model }),
    ...seen,
    ...(size && sizeSeen(size, inCategory)),
    ...(material && { material }),
    ...(pattern && { pattern }),
    ...(colours && { colours }),
    ...(measures && { measures: { value: measures, confidence: SURE } }),
    ...(flaws && { flaws: { value: flaws, confidence: SURE } }),
    ...(details && { details: { value: details, confidence: SURE } }),
  };
}

const kindOf = (known: Category | undefined): Kind | undefined => KINDS.get(known?.kind ?? "");

const sureCategory = ({ category: seen }: Pick<Recognised, "category">): string | undefined =>
  seen && seen.confidence >= LIKELY ? seen.value : undefined;

function sizeSeen(
  { text, named }: TypedSize,
  inCategory: string | undefined,
): Pick<Recognised, "size" | "sizeLabel"> {
  const parsed = parseSize(text, inCategory);
  const confidence = named ? SURE : LIKELY;
  const sizeLabel = { value: parsed?.label ?? text, confidence };
  return parsed?.sizeId === undefined
    ? { sizeLabel }
    : { sizeLabel, size: { value: parsed.sizeId, confidence } };
}
