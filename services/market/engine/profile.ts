/** What of an observation counts for its price, in a form that is quick to compare. */
import type { Observation, Subject } from "../observation.ts";
import { type ConditionId, findBrand, normaliseBrand } from "../../taxonomy/mod.ts";
import { type AudienceGroup, audienceOf } from "./audience.ts";
import { categoryKind } from "./category_kind.ts";
import { garmentInWords, garmentOf } from "./garment.ts";
import { isLotTitle } from "./lot_title.ts";
import { brandLevel } from "./brand_level.ts";
import { sizeNumber } from "./size_number.ts";
import { folded, titleWords } from "./title_words.ts";

export interface Profile {
  readonly words: readonly string[];
  /** Logarithm of the number of words in the title. */
  readonly length: number;
  /** "" for none. */
  readonly brand: string;
  /** "nike" for Nike Air and Nike SB. */
  readonly family: string;
  readonly level: number;
  /** Steps above "very good"; 0 where nobody says. */
  readonly wear: number;
  readonly condition: ConditionId | 0;
  readonly category: string;
  /** "shoes"; "" where nothing names a garment. */
  readonly garmentGroup: string;
  /** "ankle_boots"; "" where only the group is known, or nothing. */
  readonly garmentKind: string;
  /** What the title alone names; "" for nothing, and for evidence, whose titles are too many to read twice. */
  readonly titleGroup: string;
  readonly audience: AudienceGroup;
  readonly isLot: boolean;
  /** A European number; 0 for none. */
  readonly size: number;
  readonly sizeBand: number;
  readonly materials: readonly string[];
  readonly colours: readonly number[];
  readonly country: string;
}

export const WEAR_STEPS: Readonly<Record<ConditionId, number>> = { 6: 2, 1: 1, 2: 0, 3: -1, 4: -2 };
/** Children's shoes end here, and most women's at the second. */
const SIZE_BANDS = [35, 40.5] as const;

export function profileOf(thing: Observation | Subject): Profile {
  const { words, length } = titleWords(thing.title);
  const brand = normaliseBrand(thing.brand ?? "") || (findBrand(thing.title)?.brand ?? "");
  const size = sizeNumber(thing.size ?? "");
  const named = thing.category ?? "";
  const { group, kind } = garmentOf(named, thing.title);
  return {
    words,
    length: Math.log(1 + length),
    brand,
    family: folded(brand).split(/[^\p{L}\p{N}]+/u)[0] ?? "",
    level: brandLevel(brand),
    wear: thing.condition ? WEAR_STEPS[thing.condition] : 0,
    condition: thing.condition ?? 0,
    category: categoryKind(named),
    garmentGroup: group,
    garmentKind: kind,
    titleGroup: "",
    audience: audienceOf({
      category: named,
      title: thing.title,
      sizeLabel: thing.size ?? "",
      size,
      group,
      brand,
    }),
    isLot: isLotTitle(thing.title),
    size,
    sizeBand: size === 0 ? 0 : 1 + SIZE_BANDS.filter((from) => size >= from).length,
    materials: thing.materials ?? [],
    colours: thing.colours ?? [],
    country: thing.country ?? "",
  };
}

/** The profile of an item to be priced. */
export const profileOfSubject = (subject: Subject): Profile => ({
  ...profileOf(subject),
  titleGroup: garmentInWords(subject.title).group,
});
