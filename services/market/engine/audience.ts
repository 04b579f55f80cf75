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
/** "6 anni", "18 mesi", "104 cm": how only children's sizes are given. */
const KIDS_SIZE =
  /\b\d{1,2}\s?(?:mesi|mois|months|monate|meses|maanden|anni|ans|years|jahre|anos|jaar)\b|\b(?:[5-9]\d|1[0-6]\d)\s?cm\b/;
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
  const { category, title, sizeLabel, size, group, brand } = clues;
  const known = namedCategory(category)?.audience;
  if (known === "women" || known === "men") return known;
  if (known !== undefined) return "kids";
  const isKidsShoe = group === "shoes" && size >= BABY_SHOE_SIZE_MIN && size < ADULT_SHOE_SIZE_MIN;
  if (isKidsShoe || KIDS_SIZE.test(folded(`${sizeLabel} ${title}`))) return "kids";
  return audienceInWords(category, brand) || audienceInWords(title, brand);
}

const lettersOf = (text: string): string[] => folded(text).match(/\p{L}+/gu) ?? [];

function audienceInWords(text: string, brand: string): AudienceGroup {
  const named = new Set(lettersOf(brand));
  const found = lettersOf(text).filter((word) => !named.has(word))
    .flatMap((word) => AUDIENCE_OF_WORD.get(word) ?? []);
  return found.includes("kids") ? "kids" : found[0] ?? "";
}
