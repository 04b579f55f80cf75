/** Facts as words of one language; what is not known is an empty text. */
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
  bends,
  capitalised,
  fill,
  type Form,
  FORMS,
  inflect,
  tidy,
  uncapitalised,
} from "./grammar.ts";
import { PHRASES } from "./phrases/mod.ts";
import { joined, type Kind, type Part } from "./phrases/shape.ts";
import { isOneSize, localSize, sameSize } from "./sizes.ts";

export interface Words {
  readonly language: Language;
  readonly parts: Readonly<Record<Part, string>>;
  /** The strongest colour alone, for a title with little room. */
  readonly firstColour: string;
  /** The same as one word of its own. */
  readonly colourTag: string;
  /** The colour within a sentence. */
  readonly sentenceColour: string;
  /** How the noun bends what is said of it; unknown for a noun that no list holds. */
  readonly form: Form | undefined;
  readonly kind: Kind;
  readonly size: SizeWords;
  /** "55% lino, 45% viscosa", or nothing. */
  readonly materials: string;
  /** "da ascella ad ascella 48 cm, lunghezza 70 cm", or nothing. */
  readonly measures: string;
}

export interface SizeWords {
  /** As the site writes it, or as the seller says it; empty where a label leaves it open. */
  readonly published: string;
  /** What the label says, where that is something else. */
  readonly label: string;
  readonly one: boolean;
}

/** Measures that only something worn on the body has. */
const BODY: readonly Measure[] = ["chest", "shoulders", "sleeve", "waist", "hips", "inseam"];
/** From this share on, a fibre with others counts as alone. */
const PURE_PERCENT = 95;
const MM_PER_CM = 10;

/** The words for these facts. */
export function wordsFor(facts: Facts, language: Language): Words {
  const phrases = PHRASES[language];
  const found = facts.category && category(facts.category.value);
  const noun = tidy(found?.noun[language] ?? "");
  const form = formOf(noun, language);
  const brand = brandOf(facts);
  const names = coloursOf(facts, noun, language);
  const pattern = facts.pattern && phrases.patterns[facts.pattern.value];
  const audience = kidsAudience(found);
  return {
    language,
    parts: {
      noun: phrases.nounsCapital ? noun : uncapitalised(noun),
      brand,
      model: modelOf(facts, brand, noun),
      colour: noun ? colourWords(names, form, language) : inflect(phrases.joinColours(names), "ms"),
      pattern: inflect(pattern ?? "", form ?? "ms"),
      material: stuffIn(noun) ? "" : titleFibre(facts.material?.value ?? [], language),
      kids: audience ? inflect(phrases.kids[audience], form ?? "ms") : "",
    },
    firstColour: colourWords(names.slice(0, 1), form, language),
    colourTag: inflect(names[0] ?? "", form ?? "ms"),
    sentenceColour: names.length > 0 && phrases.colourInSentence
      ? phrases.colourInSentence(names)
      : colourWords(names, form, language),
    form,
    kind: kindOf(found),
    size: sizeWords(facts, language, audience !== undefined),
    materials: isSaidByNoun(facts.material?.value ?? [], noun)
      ? ""
      : materialList(facts.material?.value ?? [], language),
    measures: measureList(facts.measures?.value ?? {}, found?.measures ?? [], language),
  };
}

/** The brand, unless it is a word for having none. */
export function brandOf(facts: Facts): string {
  const brand = tidy(facts.brand?.value ?? "");
  return isPlaceholderBrand(brand) ? "" : brand;
}

/** Labels of children's clothes write ages short. */
export const isForKids = (facts: Facts): boolean =>
  kidsAudience(category(facts.category?.value ?? "")) !== undefined;

function kidsAudience(found: Category | undefined): "girls" | "boys" | "kids" | undefined {
  const audience = found?.audience;
  return audience === "girls" || audience === "boys" || audience === "kids" ? audience : undefined;
}

function formOf(noun: string, language: Language): Form | undefined {
  const nouns = PHRASES[language].nouns;
  if (!nouns) return "ms";
  const word = noun.toLowerCase();
  return nouns[word] ?? nouns[word.split(" ")[0] ?? ""];
}

/** The colours, without one that the noun says already: a little black dress is black. */
function coloursOf(facts: Facts, noun: string, language: Language): string[] {
  const keys = [...new Set(facts.colours?.value)]
    .flatMap((id) => COLOURS.find((colour) => colour.id === id)?.key ?? []);
  const said = noun.toLowerCase().split(" ");
  return keys.flatMap((key) => PHRASES[language].colours[key] ?? [])
    .filter((name) => !FORMS.some((form) => said.includes(inflect(name, form))));
}

function colourWords(names: readonly string[], form: Form | undefined, language: Language): string {
  const { joinColours, ofColour } = PHRASES[language];
  const text = joinColours(names);
  if (form || !ofColour || !bends(text)) return inflect(text, form ?? "ms");
  return fill(ofColour.text, { colour: inflect(text, ofColour.form) });
}

/** The model without the brand before it, and without saying the noun twice. */
function modelOf(facts: Facts, brand: string, noun: string): string {
  const model = tidy(facts.model?.value ?? "");
  const starts = brand !== "" && model.toLowerCase().startsWith(`${brand.toLowerCase()} `);
  const bare = starts ? model.slice(brand.length + 1) : model;
  const said = [brand, noun].some((word) => word.toLowerCase() === bare.toLowerCase());
  return said ? "" : bare;
}

/** Nouns that name their stuff: "jeans in denim" and "pantaloni in pelle in pelle" say too much. */
const STUFF_IN_NOUN: readonly [RegExp, string][] = [
  [/\b(?:jean|denim|vaquer)/i, "denim"],
  [/\b(?:pile\b|fleece|polaire|polar)/i, "fleece"],
  [/\b(?:pelle\b|leather|cuir|leder|cuero)/i, "leather"],
  [/\b(?:pellicci|fur\b|fausse fourrure|kunstfell|pelo\b)/i, "faux_fur"],
];

const stuffIn = (noun: string): string | undefined =>
  STUFF_IN_NOUN.find(([words]) => words.test(noun))?.[1];

function isSaidByNoun([only, ...others]: FactValue<"material">, noun: string): boolean {
  return others.length === 0 && only?.percent === undefined && only?.fibre === stuffIn(noun);
}

function titleFibre(fibres: FactValue<"material">, language: Language): string {
  const own = mainFibres(fibres);
  const main = own.toSorted((a, b) => (b.percent ?? 0) - (a.percent ?? 0))[0];
  const fibre = main && PHRASES[language].fibres[main.fibre];
  if (!fibre) return "";
  const alone = own.length === 1 || (main.percent ?? 0) >= PURE_PERCENT;
  return (alone ? fibre.pure : fibre.mixed) ?? "";
}

function kindOf(found: Category | undefined): Kind {
  if (found?.measures.includes("insole")) return "shoes";
  const worn = found?.sizeGroup || found?.measures.some((measure) => BODY.includes(measure));
  return worn ? "clothes" : "other";
}

function sizeWords(facts: Facts, language: Language, forKids: boolean): SizeWords {
  const published = localSize(tidy(publishedSize(facts)), language, forKids);
  const label = localSize(tidy(tidyLabel(facts)), language, forKids);
  return {
    published,
    label: sameSize(label, published) ? "" : label,
    one: isOneSize(published),
  };
}

/** "80% lana, 20% poliammide; fodera: 100% viscosa". */
function materialList(fibres: FactValue<"material">, language: Language): string {
  const { and, colon, semicolon } = PHRASES[language];
  const list = (part: FactValue<"material">) => {
    const names = part.map((fibre) => fibreText(fibre, language));
    return part.some(({ percent }) => percent) ? names.join(", ") : joined(names, and);
  };
  return partsInWords(fibres, language, list, colon).map(uncapitalisedPart(language)).join(
    semicolon,
  );
}

const uncapitalisedPart = (language: Language) => (text: string, at: number): string =>
  PHRASES[language].nounsCapital || at === 0 ? text : uncapitalised(text);

/** A fibre that no list knows is said in the words of its label. */
function fibreText(
  { fibre, percent }: FactValue<"material">[number],
  language: Language,
): string {
  const { percentSpace, nounsCapital } = PHRASES[language];
  const label = material(fibre)?.labels[language] ?? fibre;
  const name = nounsCapital ? capitalised(label) : uncapitalised(label);
  return percent ? `${decimal(percent, language)}${percentSpace}% ${name}` : name;
}

/** In the order in which buyers of the category ask for them. */
function measureList(
  measures: FactValue<"measures">,
  wanted: readonly Measure[],
  language: Language,
): string {
  const known = Object.keys(measures) as Measure[];
  const order = [...new Set([...wanted, ...known])].filter((measure) => measures[measure]);
  const names = PHRASES[language].measures;
  return order
    .map((name) => `${names[name]} ${decimal((measures[name] ?? 0) / MM_PER_CM, language)} cm`)
    .join(", ");
}

function decimal(value: number, language: Language): string {
  return String(Math.round(value * 10) / 10).replace(".", PHRASES[language].decimal);
}
