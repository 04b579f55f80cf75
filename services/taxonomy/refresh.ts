/** Takes over newer ids, labels, sizes and brands from a file, without a new version of the program. */
import { z } from "zod";
import { invalid } from "../base/errors.ts";
import { mergeBrands, restoreBrands } from "./brands.ts";
import { type Category, category, mergeCategories, restoreCategories } from "./categories.ts";
import { mergeSizeGroups, restoreSizeGroups, toSize } from "./sizes.ts";

const CATEGORIES_MAX = 5_000;
const SIZES_MAX = 1_000;
const BRANDS_MAX = 20_000;
const NAME_CHARS_MAX = 120;

const Name = z.string().trim().min(1).max(NAME_CHARS_MAX);
const Id = z.number().int().positive();

const TaxonomyFile = z.object({
  /** Source and date of the file, shown on its page. */
  source: Name,
  date: z.iso.date(),
  categories: z.array(z.object({
    key: Name,
    vintedId: Id.optional(),
    labels: z.object({ it: Name, en: Name, fr: Name, de: Name, es: Name }).partial().optional(),
  })).max(CATEGORIES_MAX).default([]),
  sizeGroups: z.array(z.object({
    key: Name,
    vintedId: Id.optional(),
    sizes: z.array(z.object({ id: Id, label: Name })).max(SIZES_MAX),
  })).max(SIZES_MAX).default([]),
  brands: z.array(z.object({ name: Name, aliases: z.array(Name).default([]) })).max(BRANDS_MAX)
    .default([]),
});
type TaxonomyFile = z.infer<typeof TaxonomyFile>;

export interface Refreshed {
  readonly source: string;
  readonly date: string;
  readonly categories: number;
  readonly sizes: number;
  readonly brands: number;
}

/**
 * Overlays what the file names; everything else stays as it is. Nothing changes if any part is wrong.
 * Throws invalid "taxonomy.bad_file" with the place of the first fault, "taxonomy.unknown_category" for a
 * category that this program does not know.
 */
export function loadTaxonomyFile(json: unknown): Refreshed {
  const file = readFile(json);
  const unknown = file.categories.find(({ key }) => !category(key));
  if (unknown) throw invalid("taxonomy.unknown_category", { category: unknown.key });
  mergeCategories(changedCategories(file));
  mergeSizeGroups(file.sizeGroups.map(({ key, vintedId, sizes }) => ({
    key,
    ...(vintedId !== undefined && { vintedId }),
    sizes: sizes.map(({ id, label }) => toSize(id, label)),
  })));
  mergeBrands(file.brands);
  return {
    source: file.source,
    date: file.date,
    categories: file.categories.length,
    sizes: file.sizeGroups.reduce((sum, { sizes }) => sum + sizes.length, 0),
    brands: file.brands.length,
  };
}

function readFile(json: unknown): TaxonomyFile {
  const read = TaxonomyFile.safeParse(json);
  if (read.success) return read.data;
  const place = read.error.issues[0]?.path.join(".") || "–";
  throw invalid("taxonomy.bad_file", { place }, read.error);
}

function changedCategories(file: TaxonomyFile): Map<string, Partial<Category>> {
  return new Map(file.categories.map(({ key, vintedId, labels }) => {
    const before = category(key)?.labels ?? { it: key, en: key };
    return [key, {
      ...(vintedId !== undefined && { vintedId }),
      labels: { ...before, ...labels },
    }];
  }));
}

/** Back to what came with the program. */
export function restoreTaxonomy(): void {
  restoreCategories();
  restoreSizeGroups();
  restoreBrands();
}
