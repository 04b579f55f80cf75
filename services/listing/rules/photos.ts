import type { Finding, Rule } from "../finding.ts";
import { PHOTOS_GOOD, PHOTOS_MAX } from "../limits.ts";
import { publishedBrand } from "../words.ts";
import { DESIGNERS } from "./designers.ts";

/** One photo of the whole item and three of details. */
const DESIGNER_PHOTOS_MIN = 4;

const finding = (
  rule: string,
  severity: Finding["severity"],
  params: Finding["params"] = {},
): Finding[] => [{ rule, severity, at: "photos", key: `listing.lint_${rule}`, params }];

export const photoCount: Rule = (_, { photos }) => {
  const count = photos.length;
  if (count === 0) return finding("photos_none", "error");
  if (count > PHOTOS_MAX) return finding("photos_many", "error", { count, max: PHOTOS_MAX });
  return count < PHOTOS_GOOD ? finding("photos_few", "warning", { count, good: PHOTOS_GOOD }) : [];
};

/** Lists show the first photo. */
export const photoFirst: Rule = (_, { photos }) =>
  (["blurred", "dark", "small", "cut"] as const)
    .filter((flaw) => photos[0]?.warnings.includes(flaw))
    .flatMap((flaw) => finding(`photo_first_${flaw}`, "warning"));

export const photoDetails: Rule = (_, { photos, facts }) => {
  const brand = publishedBrand(facts);
  if (!DESIGNERS.has(brand.toLowerCase()) || photos.length >= DESIGNER_PHOTOS_MIN) return [];
  return photos.length === 0
    ? []
    : finding("photos_designer", "warning", { brand, details: DESIGNER_PHOTOS_MIN - 1 });
};

export const photoDuplicates: Rule = (_, { photos }) => {
  const count = photos.filter(({ warnings }) => warnings.includes("duplicate")).length;
  return count === 0 ? [] : finding("photos_duplicate", "warning", { count });
};
