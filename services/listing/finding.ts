/** The findings of the linter, and its input. */
import type { Money } from "../base/money.ts";
import type { FactName, Facts, FactValue } from "../taxonomy/facts.ts";
import type { Language } from "../taxonomy/mod.ts";
import type { Params } from "../base/errors.ts";
import type { OwnWords } from "./phrases/shape.ts";

export interface ListingText {
  readonly title: string;
  /** Without the hashtags. */
  readonly description: string;
  /** Without the # sign. */
  readonly hashtags: readonly string[];
}

/** The change that a one-tap fix makes. */
export interface ListingPatch {
  readonly title?: string;
  readonly description?: string;
  readonly hashtags?: readonly string[];
  readonly condition?: FactValue<"condition">;
  readonly size?: FactValue<"size">;
  /** The seller confirms that this fact was read correctly. */
  readonly confirmed?: FactName;
}

/**
 * The marketplace refuses or hides a listing with an error; a warning costs sales; a hint is a
 * matter of taste.
 */
export const SEVERITIES = ["error", "warning", "hint"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const FINDING_PLACES = [
  "title",
  "description",
  "hashtags",
  "photos",
  "price",
  "facts",
] as const;
export type FindingPlace = (typeof FINDING_PLACES)[number];

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The field beside which the finding is shown. */
  readonly at: FindingPlace;
  /** Key of the explanation in `locales/`. */
  readonly key: string;
  readonly params: Params;
  readonly fix?: {
    readonly label: string;
    /** Parameters of the label's text. */
    readonly params?: Params;
    readonly patch: ListingPatch;
  };
}

/** The properties of a photo that the linter checks. */
export interface LintPhoto {
  readonly warnings: readonly ("blurred" | "dark" | "small" | "cut" | "duplicate")[];
}

export interface DuplicateItem {
  readonly number: number;
  readonly title: string;
}

export interface LintContext {
  readonly facts: Facts;
  /** Language of the listing. */
  readonly language: Language;
  /** Language in which the seller reads the findings. */
  readonly locale: "it" | "en";
  readonly photos: readonly LintPhoto[];
  readonly price?: Money;
  readonly cost?: Money;
  /** Price range of comparables, where known. */
  readonly evidence?: { readonly low: Money; readonly high: Money };
  /** Items on sale that look like this one. */
  readonly duplicates: readonly DuplicateItem[];
  /** URLs of the seller's own pages, which the marketplace forbids in listings. */
  readonly ownPages: readonly string[];
  readonly untranslated: readonly OwnWords[];
}

export type Rule = (listing: ListingText, context: LintContext) => Finding[];
