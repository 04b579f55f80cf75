/** Facts as words of one language. Unknown facts are empty strings. */
import type { Facts, FactValue, Measure } from "../taxonomy/facts.ts";
import {
  type Category,
  category,
  COLOURS,
  isPlaceholderBrand,
  type Language,
  mainFibres,
  material,
  partsInWords,
  publishedSize,
  tidyLabel,
} from "../taxonomy/mod.ts";
import {
  capitalise,
  fillTemplate,
  type Form,
  FORMS,
  hasInflections,
  inflect,
  tidy,
  uncapitalise,
} from "./grammar.ts";
import { PHRASES } from "./phrases/mod.ts";
import { joinWords, type Kind, type Part } from "./phrases/shape.ts";
import { isOneSize, isSameSize, localiseSize } from "./size_text.ts";

export interface Words {
  readonly language: Language;
  readonly parts: Readonly<Record<Part, string>>;
  /** The main colour alone, for a title with few characters left. */
  readonly firstColour: string;
  /** The main colour as a hashtag. */
  readonly colourTag: string;
  /** The colour as used within a sentence. */
  readonly sentenceColour: string;
  /** Form of the noun, to which adjectives agree. Undefined for a noun that no list contains. */
  readonly form: Form | undefined;
  readonly kind: Kind;
  readonly size: SizeWords;
  /** Such as "55% lino, 45% viscosa", or empty. */
  readonly materials: string;
  /** Such as "da ascella ad ascella 48 cm, lunghezza 70 cm", or empty. */
  readonly measures: string;
}

export interface SizeWords {
  /**
   * The marketplace's size or the size that the seller typed. Empty where the label does not
   * determine it.
   */
  readonly published: string;
  /** The printed size, where it differs. */
  readonly label: string;
  readonly one: boolean;
}

/** Measures that only garments worn on the body have. */
const BODY: readonly Measure[] = ["chest", "shoulders", "sleeve", "waist", "hips", "inseam"];
/** A fibre with at least this share is named as if it were the only one. */
const PURE_PERCENT = 95;
const MM_PER_CM = 10;

/** Translates facts into words. */
export function translateFacts(facts: Facts, language: Language): Words {
  const phrases = PHRASES[language];
  const found = facts.category && category(facts.category.value);
  const noun = tidy(found?.noun[language] ?? "");
  const form = findNounForm(noun, language);
  const brand = publishedBrand(facts);
  const names = listColourNames(facts, noun, language);
  const pattern = facts.pattern && phrases.patterns[facts.pattern.value];
  const audience = kidsAudience(found);
  return {
    language,
    parts: {
      noun: phrases.nounsCapital ? noun : uncapitalise(noun),
      brand,
      model: bareModel(facts, brand, noun),
      colour: noun ? colourWords(names, form, language) : inflect(phrases.joinColours(names), "ms"),
      pattern: inflect(pattern ?? "", form ?? "ms"),
      material: materialInNoun(noun) ? "" : titleFibre(facts.material?.value ?? [], language),
      kids: audience ? inflect(phrases.kids[audience], form ?? "ms") : "",
    },
    firstColour: colourWords(names.slice(0, 1), form, language),
    colourTag: inflect(names[0] ?? "", form ?? "ms"),
    sentenceColour: names.length > 0 && phrases.colourInSentence
      ? phrases.colourInSentence(names)
      : colourWords(names, form, language),
    form,
    kind: findKind(found),
    size: sizeWords(facts, language, audience !== undefined),
    materials: isNamedByNoun(facts.material?.value ?? [], noun)
      ? ""
      : materialList(facts.material?.value ?? [], language),
    measures: measureList(facts.measures?.value ?? {}, found?.measures ?? [], language),
  };
}

/** The brand, or an empty string for entries such as "no brand". */
export function publishedBrand(facts: Facts): string {
  const brand = tidy(facts.brand?.value ?? "");
  return isPlaceholderBrand(brand) ? "" : brand;
}

/** True for children's clothes, whose labels abbreviate ages. */
export const isForKids = (facts: Facts): boolean =>
  kidsAudience(category(facts.category?.value ?? "")) !== undefined;

function kidsAudience(found: Category | undefined): "girls" | "boys" | "kids" | undefined {
  const audience = found?.audience;
  return audience === "girls" || audience === "boys" || audience === "kids" ? audience : undefined;
}

function findNounForm(noun: string, language: Language): Form | undefined {
  const nouns = PHRASES[language].nouns;
  if (!nouns) return "ms";
  const word = noun.toLowerCase();
  return nouns[word] ?? nouns[word.split(" ")[0] ?? ""];
}

/** Colour names, without a colour that the noun already names (little black dress). */
function listColourNames(facts: Facts, noun: string, language: Language): string[] {
  const keys = [...new Set(facts.colours?.value)]
    .flatMap((id) => COLOURS.find((colour) => colour.id === id)?.key ?? []);
  const said = noun.toLowerCase().split(" ");
  return keys.flatMap((key) => PHRASES[language].colours[key] ?? [])
    .filter((name) => !FORMS.some((form) => said.includes(inflect(name, form))));
}

function colourWords(names: readonly string[], form: Form | undefined, language: Language): string {
  const { joinColours, ofColour } = PHRASES[language];
  const text = joinColours(names);
  if (form || !ofColour || !hasInflections(text)) return inflect(text, form ?? "ms");
  return fillTemplate(ofColour.text, { colour: inflect(text, ofColour.form) });
}

/** The model without a leading brand, or an empty string when it only repeats brand or noun. */
function bareModel(facts: Facts, brand: string, noun: string): string {
  const model = tidy(facts.model?.value ?? "");
  const starts = brand !== "" && model.toLowerCase().startsWith(`${brand.toLowerCase()} `);
  const bare = starts ? model.slice(brand.length + 1) : model;
  const said = [brand, noun].some((word) => word.toLowerCase() === bare.toLowerCase());
  return said ? "" : bare;
}

/** Nouns that name their material, to avoid "jeans in denim". */
const MATERIAL_IN_NOUN: readonly [RegExp, string][] = [
  [/\b(?:jean|denim|vaquer)/i, "denim"],
  [/\b(?:pile\b|fleece|polaire|polar)/i, "fleece"],
  [/\b(?:pelle\b|leather|cuir|leder|cuero)/i, "leather"],
  [/\b(?:pellicci|fur\b|fausse fourrure|kunstfell|pelo\b)/i, "faux_fur"],
];

const materialInNoun = (noun: string): string | undefined =>
  MATERIAL_IN_NOUN.find(([words]) => words.test(noun))?.[1];

function isNamedByNoun([only, ...others]: FactValue<"material">, noun: string): boolean {
  return others.length === 0 && only?.percent === undefined && only?.fibre === materialInNoun(noun);
}

function titleFibre(fibres: FactValue<"material">, language: Language): string {
  const own = mainFibres(fibres);
  const main = own.toSorted((a, b) => (b.percent ?? 0) - (a.percent ?? 0))[0];
  const fibre = main && PHRASES[language].fibres[main.fibre];
  if (!fibre) return "";
  const alone = own.length === 1 || (main.percent ?? 0) >= PURE_PERCENT;
  return (alone ? fibre.pure : fibre.mixed) ?? "";
}

function findKind(found: Category | undefined): Kind {
  if (found?.measures.includes("insole")) return "shoes";
  const worn = found?.sizeGroup || found?.measures.some((measure) => BODY.includes(measure));
  return worn ? "clothes" : "other";
}

function sizeWords(facts: Facts, language: Language, forKids: boolean): SizeWords {
  const published = localiseSize(tidy(publishedSize(facts)), language, forKids);
  const label = localiseSize(tidy(tidyLabel(facts)), language, forKids);
  return {
    published,
    label: isSameSize(label, published) ? "" : label,
    one: isOneSize(published),
  };
}

/** Such as "80% lana, 20% poliammide; fodera: 100% viscosa". */
function materialList(fibres: FactValue<"material">, language: Language): string {
  const { and, colon, semicolon } = PHRASES[language];
  const list = (part: FactValue<"material">) => {
    const names = part.map((fibre) => fibreText(fibre, language));
    return part.some(({ percent }) => percent) ? names.join(", ") : joinWords(names, and);
  };
  return partsInWords(fibres, language, list, colon).map(uncapitalisedPart(language)).join(
    semicolon,
  );
}

const uncapitalisedPart = (language: Language) => (text: string, at: number): string =>
  PHRASES[language].nounsCapital || at === 0 ? text : uncapitalise(text);

/** An unknown fibre keeps the words of its label. */
function fibreText(
  { fibre, percent }: FactValue<"material">[number],
  language: Language,
): string {
  const { percentSpace, nounsCapital } = PHRASES[language];
  const label = material(fibre)?.labels[language] ?? fibre;
  const name = nounsCapital ? capitalise(label) : uncapitalise(label);
  return percent ? `${formatDecimal(percent, language)}${percentSpace}% ${name}` : name;
}

/** Measures in the order in which buyers of the category ask for them. */
function measureList(
  measures: FactValue<"measures">,
  wanted: readonly Measure[],
  language: Language,
): string {
  const known = Object.keys(measures) as Measure[];
  const order = [...new Set([...wanted, ...known])].filter((measure) => measures[measure]);
  const names = PHRASES[language].measures;
  return order
    .map((name) =>
      `${names[name]} ${formatDecimal((measures[name] ?? 0) / MM_PER_CM, language)} cm`
    )
    .join(", ");
}

function formatDecimal(value: number, language: Language): string {
  return String(Math.round(value * 10) / 10).replace(".", PHRASES[language].decimal);
}
