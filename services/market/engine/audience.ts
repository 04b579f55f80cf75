/** For whom a garment is made: children's things cost far less than the same for adults. */
import { namedCategory } from "./named_category.ts";
import { folded } from "./title_words.ts";

export type AudienceGroup = "women" | "men" | "kids" | "";

const WORDS: Readonly<Record<Exclude<AudienceGroup, "">, string>> = {
  kids:
    "bambino bambina bambini bambine bimbo bimba bimbi bimbe neonato neonata neonati enfant enfants bebe garcon garcons fille filles kids kid children childrens toddler infant kinder kind jungen madchen nino nina ninos ninas infantil meisje meisjes jongen jongens kinderen crianca criancas dzieci dziecko deti barn",
  women:
    "donna donne femme femmes women woman womens ladies damen frauen mujer mujeres dames mulher mulheres kobiety damskie zeny naiset femminile",
  men:
    "uomo uomini homme hommes men man mens herren manner hombre hombres heren mannen homem homens mezczyzni meskie muzi miehet maschile",
};
const AUDIENCE_OF_WORD = new Map(
  Object.entries(WORDS).flatMap(([audience, words]) =>
    words.split(" ").map((word) => [word, audience as AudienceGroup] as const)
  ),
);
/** "6 anni", "18 mesi": ages up to 36 months and 16 years, the last that children's sizes are given in. */
const CHILD_AGE =
  /\b(?:[1-9]|[12]\d|3[0-6])\s?(?:mesi|mois|months|monate|meses|maanden)\b|\b(?:[1-9]|1[0-6])\s?(?:anni|ans|years|jahre|anos|jaar)\b/;
/** A child's height in centimetres, from 50 to 176, alone on the label or after a word for size: "taglia 104 cm". */
const CHILD_HEIGHT = String.raw`(?:[5-9]\d|1[0-6]\d|17[0-6])\s?cm\b`;
const HEIGHT_LABEL = new RegExp(String.raw`^\s*(?:\d{2,3}\s?[-/]\s?)?${CHILD_HEIGHT}\s*$`);
const HEIGHT_AS_SIZE = new RegExp(
  String.raw`\b(?:taglia|tg|taille|size|gro(?:ss|ß)e|gr|talla|maat)[.:]?\s?${CHILD_HEIGHT}`,
);
/** Groups whose centimetres measure the article: a belt of 90 cm, a bag of 60 cm. */
const GROUPS_SOLD_BY_LENGTH: ReadonlySet<string> = new Set(["bags", "accessories", "jewellery"]);
/** Shoes below this European size are children's. */
const ADULT_SHOE_SIZE_MIN = 35;
const BABY_SHOE_SIZE_MIN = 15;

export interface AudienceClues {
  readonly category: string;
  readonly title: string;
  /** As on the label. */
  readonly sizeLabel: string;
  /** 0 for none. */
  readonly size: number;
  /** As `garmentOf` names it. */
  readonly group: string;
  /** The words of a brand name nobody: "Bebe" makes women's clothes. */
  readonly brand: string;
}

/** @returns "" where nothing says it; most listings are for adults of either sex then */
export function audienceOf(clues: AudienceClues): AudienceGroup {
  const { category, title, size, group, brand } = clues;
  const known = namedCategory(category)?.audience;
  if (known === "women" || known === "men") return known;
  if (known !== undefined) return "kids";
  const isKidsShoe = group === "shoes" && size >= BABY_SHOE_SIZE_MIN && size < ADULT_SHOE_SIZE_MIN;
  if (isKidsShoe || isChildSize(clues)) return "kids";
  return audienceInWords(category, brand) || audienceInWords(title, brand);
}

function isChildSize({ title, sizeLabel, group }: AudienceClues): boolean {
  const [label, words] = [folded(sizeLabel), folded(title)];
  if (CHILD_AGE.test(label) || CHILD_AGE.test(words)) return true;
  if (GROUPS_SOLD_BY_LENGTH.has(group)) return false;
  return HEIGHT_LABEL.test(label) || HEIGHT_AS_SIZE.test(words);
}

const lettersOf = (text: string): string[] => folded(text).match(/\p{L}+/gu) ?? [];

function audienceInWords(text: string, brand: string): AudienceGroup {
  const named = new Set(lettersOf(brand));
  const found = lettersOf(text).filter((word) => !named.has(word))
    .flatMap((word) => AUDIENCE_OF_WORD.get(word) ?? []);
  return found.includes("kids") ? "kids" : found[0] ?? "";
}
