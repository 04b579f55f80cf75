/** Known brands with their other spellings, and the words that people write for "no brand". */
import { z } from "zod";
import { MATERIAL_WORDS } from "./materials.ts";
import { readWords } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";
import { phraseKey } from "../base/text.ts";
import data from "./data/brands.json" with { type: "json" };

interface Brand {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** How a brand is written somewhere. */
interface BrandName {
  readonly brand: string;
  /** Also an everyday word ("On", "Only"), so alone it proves little. */
  readonly ordinary: boolean;
}

const BrandsFile = z.object({
  brands: z.array(z.string()),
  ordinaryWords: z.string(),
  placeholders: z.string(),
  nicknames: z.string(),
  neverMisspelt: z.string(),
});
const file = BrandsFile.parse(data);

function readBrand(line: string): Brand {
  const [name = "", aliases = ""] = line.split(" = ");
  return { name: name.trim(), aliases: readWords(aliases) };
}

const BUILT_IN: readonly Brand[] = file.brands.map(readBrand);
const ORDINARY = new Set(readWords(file.ordinaryWords).map(phraseKey));
const PLACEHOLDERS = new Set(readWords(file.placeholders).map(phraseKey));

/** Short names that only mean the brand where a seller describes a garment: "mk", "nb". */
export const NICKNAMES: ReadonlySet<string> = new Set(readWords(file.nicknames).map(phraseKey));

/** Everyday words that are one letter away from a brand. */
export const NEVER_MISSPELT: ReadonlySet<string> = new Set(
  readWords(file.neverMisspelt).map(phraseKey),
);

const glued = (text: string): string => phraseKey(text).replaceAll(" ", "");

let all: readonly Brand[] = [];
let names = new Phrasebook<BrandName>(() => []);
let spellings: ReadonlyMap<string, BrandName> = new Map();

function use(brands: readonly Brand[]): void {
  all = brands;
  const written = brands.flatMap(({ name, aliases }) =>
    [name, ...aliases].map((word) =>
      [word, { brand: name, ordinary: ORDINARY.has(phraseKey(word)) }] as const
    )
  );
  names = new Phrasebook(() => written);
  spellings = new Map(written.map(([word, name]) => [glued(word), name]));
}
use(BUILT_IN);

export const brands = (): readonly Brand[] => all;
export const brandNames = (): Phrasebook<BrandName> => names;
/** Every spelling without spaces and accents, with its brand. */
export const brandSpellings = (): ReadonlyMap<string, BrandName> => spellings;

/** "No brand", "Vintage Dressing", "Lana": written where a brand belongs, but naming none. */
export function isPlaceholderBrand(text: string): boolean {
  const key = phraseKey(text);
  return key === "" || PLACEHOLDERS.has(key) || MATERIAL_WORDS.exactly(text) !== undefined;
}

/** The brand as we write it: "NIKE" is "Nike". Unknown brands stay as they are; placeholders become "". */
export function normaliseBrand(text: string): string {
  const known = (names.exactly(text) ?? spellings.get(glued(text)))?.brand;
  if (known) return known;
  return isPlaceholderBrand(text) ? "" : text.trim().replace(/\s+/g, " ");
}

/** Used by a refresh: new brands and new aliases are added. */
export function mergeBrands(changes: readonly Brand[]): void {
  const merged = new Map(all.map((brand) => [brand.name, brand]));
  for (const { name, aliases } of changes) {
    const before = merged.get(name)?.aliases ?? [];
    merged.set(name, { name, aliases: [...new Set([...before, ...aliases])] });
  }
  use([...merged.values()]);
}

export const restoreBrands = (): void => use(BUILT_IN);
