/** Checks a listing against the marketplace's rules and the expectations of buyers. */
import {
  type Finding,
  FINDING_PLACES,
  type LintContext,
  type ListingText,
  type Rule,
  SEVERITIES,
} from "./finding.ts";
import { foreignBrands, inspiredBy } from "./rules/brands.ts";
import {
  conditionAgainstFlaws,
  newnessClaimed,
  omittedFlaws,
  perfectionClaimed,
} from "./rules/condition.ts";
import { contacts, otherPlatforms, ownPages } from "./rules/off_platform.ts";
import { foreignHashtags, tooManyHashtags } from "./rules/hashtags.ts";
import { descriptionLimits, titleLength, titleLimits } from "./rules/limits.ts";
import { percentages, readInPart, unknownFibres } from "./rules/label_readings.ts";
import { missingMeasures } from "./rules/measures.ts";
import { photoCount, photoDetails, photoDuplicates, photoFirst } from "./rules/photos.ts";
import { missingSize, openSize, otherSize } from "./rules/sizes.ts";
import { priceAgainstCost, priceAgainstEvidence, priceLimits } from "./rules/price.ts";
import { duplicateListings } from "./rules/duplicates.ts";
import { emojis, promises, shouting, untranslatedWords } from "./rules/tone.ts";

const RULES: readonly Rule[] = [
  titleLimits,
  titleLength,
  shouting,
  descriptionLimits,
  contacts,
  otherPlatforms,
  ownPages,
  foreignBrands,
  inspiredBy,
  newnessClaimed,
  perfectionClaimed,
  omittedFlaws,
  promises,
  emojis,
  untranslatedWords,
  tooManyHashtags,
  foreignHashtags,
  conditionAgainstFlaws,
  missingSize,
  openSize,
  otherSize,
  readInPart,
  unknownFibres,
  percentages,
  missingMeasures,
  photoCount,
  photoFirst,
  photoDetails,
  photoDuplicates,
  priceLimits,
  priceAgainstCost,
  priceAgainstEvidence,
  duplicateListings,
];

/** Returns all findings, ordered by field, the most severe first. */
export function lint(listing: ListingText, context: LintContext): Finding[] {
  const rank = ({ at, severity }: Finding) =>
    FINDING_PLACES.indexOf(at) * SEVERITIES.length + SEVERITIES.indexOf(severity);
  return RULES.flatMap((rule) => rule(listing, context)).sort((a, b) => rank(a) - rank(b));
}
