/** Listings: text composed from facts, linter, drafts, and the sheet to copy from. */
export { type ComposedListing, composeListing, type ComposeOptions } from "./compose.ts";
export { type Completeness, rateCompleteness, SCORE_MAX } from "./completeness.ts";
export {
  COPY_FIELDS,
  type CopyFieldName,
  type CopySheet,
  copySheet,
  type ParcelSize,
} from "./copy_sheet.ts";
export {
  DRAFT_HASHTAG_CHARS_MAX,
  DRAFT_HASHTAGS_MAX,
  type DraftView,
  type Field,
  FIELDS,
  parseHashtags,
  TextSchema,
} from "./draft.ts";
export type {
  DuplicateItem,
  Finding,
  FindingPlace,
  LintContext,
  LintPhoto,
  ListingPatch,
  ListingText,
  Severity,
} from "./finding.ts";
export { COMMON_FLAWS } from "./flaw_glossary.ts";
export { appendHashtags, formatHashtags } from "./hashtags.ts";
export * from "./limits.ts";
export { lint } from "./lint.ts";
export { type NumberedPhoto, photoFileName, photosZip } from "./photos_zip.ts";
export {
  createListing,
  type Listing,
  type ListingNeeds,
  type Review,
  type SaveResult,
} from "./listings.ts";
export { type DuplicateCandidate, findDuplicates } from "./duplicates.ts";
export {
  LANGUAGES,
  PHRASE_CHARS_MAX,
  PHRASES_MAX,
  PLACEHOLDERS,
  PLAIN_VOICE,
  SIGNATURE_CHARS_MAX,
  type Voice,
  VoiceSchema,
} from "./voice.ts";
