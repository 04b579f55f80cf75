/** Reads a listing as the marketplace's rules and a wary buyer would. */
import {
  type Finding,
  type LintContext,
  type ListingText,
  PLACES,
  type Rule,
  SEVERITIES,
} from "./finding.ts";
import { foreignBrands, inspiredBy } from "./rules/brands.ts";
import {
  conditionAgainstFlaws,
  flawsUnsaid,
  newnessClaimed,
  perfectionClaimed,
} from "./rules/condition.ts";
import { contacts, otherPlatforms, ownPages } from "./rules/elsewhere.ts";
import { foreignHashtags, tooManyHashtags } from "./rules/hashtags.ts";
import { descriptionLimits, titleLength, titleLimits } from "./rules/limits.ts";
import { percentages, readInPart, unknownFibres } from "./rules/labels.ts";
import { missingMeasures } from "./rules/measures.ts";
import { photoCount, photoDetails, photoDuplicates, photoFirst } from "./rules/photos.ts";
import { missingSize, openSize, otherSize } from "./rules/sizes.ts";
import { priceAgainstCost, priceAgainstEvidence, priceLimits } from "./rules/price.ts";
import { twins } from "./rules/twins.ts";
import { emojis, promises, shouting, strangeLanguage } from "./rules/voice.ts";

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
  flawsUnsaid,
  promises,
  emojis,
  strangeLanguage,
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
  twins,
];

/** Everything worth saying of this listing, line by line, the gravest first. */
export function lint(listing: ListingText, context: LintContext): Finding[] {
  const rank = ({ at, severity }: Finding) =>
    PLACES.indexOf(at) * SEVERITIES.length + SEVERITIES.indexOf(severity);
  return RULES.flatMap((rule) => rule(listing, context)).sort((a, b) => rank(a) - rank(b));
}
