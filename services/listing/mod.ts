/** The listing: from facts to a text that sells honestly, its rules, its drafts, and the sheet to copy from. */
export { compose, type Composed, type ComposeOptions } from "./compose.ts";
export { type Completeness, completeness, SCORE_MAX } from "./completeness.ts";
export { COPY_FIELDS, type CopyFieldName, type CopySheet, copySheet } from "./copy_sheet.ts";
export { type DraftView, type Field, FIELDS, parseHashtags, TextSchema } from "./draft.ts";
export type {
  Finding,
  LintContext,
  ListingPatch,
  ListingText,
  PhotoMark,
  Place,
  Severity,
  Twin,
} from "./finding.ts";
export { COMMON_FLAWS } from "./glossary.ts";
export { hashtagLine, withHashtags } from "./hashtags.ts";
export * from "./limits.ts";
export { lint } from "./lint.ts";
export type { ParcelSize } from "./parcel.ts";
export { type NumberedPhoto, photoFileName, photosZip } from "./photos_zip.ts";
export {
  createListing,
  type Listing,
  type ListingDeps,
  type Review,
  type SaveResult,
} from "./service.ts";
export { type Lookalike, twinsOf } from "./twins.ts";
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
