/** What the linter says of a listing, and what it looks at. */
import type { Money } from "../base/money.ts";
import type { FactName, Facts, FactValue } from "../taxonomy/facts.ts";
import type { Language } from "../taxonomy/mod.ts";
import type { Params } from "../base/errors.ts";
import type { OwnWords } from "./phrases/shape.ts";

export interface ListingText {
  readonly title: string;
  /** Without the hashtags. */
  readonly description: string;
  /** Without their sign. */
  readonly hashtags: readonly string[];
}

/** What one tap changes. */
export interface ListingPatch {
  readonly title?: string;
  readonly description?: string;
  readonly hashtags?: readonly string[];
  readonly condition?: FactValue<"condition">;
  readonly size?: FactValue<"size">;
  /** The seller says that this fact is right as it was read. */
  readonly confirmed?: FactName;
}

/** An error is refused or hidden by the marketplace; a warning costs sales; a hint is a matter of taste. */
export const SEVERITIES = ["error", "warning", "hint"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const PLACES = ["title", "description", "hashtags", "photos", "price", "facts"] as const;
export type Place = (typeof PLACES)[number];

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The line it stands beside. */
  readonly at: Place;
  /** Why, as a key of `locales/`. */
  readonly key: string;
  readonly params: Params;
  readonly fix?: {
    readonly label: string;
    /** For the label's text. */
    readonly params?: Params;
    readonly patch: ListingPatch;
  };
}

/** What of a photo matters here. */
export interface PhotoMark {
  readonly warnings: readonly ("blurred" | "dark" | "small" | "cut" | "duplicate")[];
}

export interface Twin {
  readonly number: number;
  readonly title: string;
}

export interface LintContext {
  readonly facts: Facts;
  /** In which language the listing is. */
  readonly language: Language;
  /** In which language the seller reads the findings. */
  readonly locale: "it" | "en";
  readonly photos: readonly PhotoMark[];
  readonly price?: Money;
  readonly cost?: Money;
  /** What comparable items ask, if that is known. */
  readonly evidence?: { readonly low: Money; readonly high: Money };
  /** Items on sale that look like this one. */
  readonly twins: readonly Twin[];
  /** Addresses of the seller's own pages, which have no place in a listing. */
  readonly ownPages: readonly string[];
  readonly untranslated: readonly OwnWords[];
}

export type Rule = (listing: ListingText, context: LintContext) => Finding[];
