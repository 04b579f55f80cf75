/** The saved text of a listing: composed fields and fields that the seller wrote. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";
import type { Facts } from "../taxonomy/facts.ts";
import type { ComposedListing } from "./compose.ts";
import type { ListingText } from "./finding.ts";
import { LANGUAGES, type Voice } from "./voice.ts";

/**
 * Limits of a draft are wider than the marketplace's, so that a text that is still too long can be
 * saved.
 */
export const DRAFT_TITLE_CHARS_MAX = 500;
export const DRAFT_DESCRIPTION_CHARS_MAX = 10_000;
export const DRAFT_HASHTAGS_MAX = 50;
export const DRAFT_HASHTAG_CHARS_MAX = 60;

export const FIELDS = ["title", "description", "hashtags"] as const;
export type Field = (typeof FIELDS)[number];

export const TextSchema = z.object({
  title: z.string().max(DRAFT_TITLE_CHARS_MAX),
  description: z.string().max(DRAFT_DESCRIPTION_CHARS_MAX),
  hashtags: z.array(z.string().max(DRAFT_HASHTAG_CHARS_MAX)).max(DRAFT_HASHTAGS_MAX),
});

export const DraftSchema = TextSchema.extend({
  itemId: z.string(),
  language: z.enum(LANGUAGES),
  /** Fields that the seller wrote. All others are composed from the facts. */
  edited: z.array(z.enum(FIELDS)),
  /** Fingerprint of the facts and phrases for which the text was written. */
  basis: z.string(),
  /** Number of saves. An editor that sends an older number has missed a save. */
  rev: z.number().int().positive(),
  updatedAt: z.number(),
});
export type Draft = z.infer<typeof DraftSchema>;

export const drafts = defineCollection<Draft>({
  name: "listing_draft",
  schema: DraftSchema,
  version: 1,
  id: ({ itemId, language }) => draftId(itemId, language),
});

export function draftId(itemId: string, language: Draft["language"]): string {
  return `${itemId}:${language}`;
}

/** A draft as an editor sees it. */
export interface DraftView {
  readonly text: ListingText;
  /** 0 before the first save. */
  readonly rev: number;
  readonly edited: readonly Field[];
  /** The text that would be composed from today's facts. */
  readonly composed: ComposedListing;
  /**
   * Fields written by the seller that today's facts would compose differently. Both versions are
   * shown; none is replaced.
   */
  readonly differing: readonly Field[];
  /** The facts have changed since the seller saved the text. */
  readonly outdated: boolean;
}

/** Takes the seller's fields from the draft and all others from today's facts. */
export function toDraftView(
  draft: Draft | null,
  composed: ComposedListing,
  basis: string,
): DraftView {
  const edited = draft?.edited ?? [];
  const text = { ...toListingText(composed), ...pickFields(draft, edited) };
  return {
    text,
    rev: draft?.rev ?? 0,
    edited,
    composed,
    differing: edited.filter((field) => !isSameField(text, composed, field)),
    outdated: edited.length > 0 && draft?.basis !== basis,
  };
}

export function toListingText({ title, description, hashtags }: ListingText): ListingText {
  return { title, description, hashtags };
}

function pickFields(draft: Draft | null, fields: readonly Field[]): Partial<ListingText> {
  return Object.fromEntries(draft ? fields.map((field) => [field, draft[field]]) : []);
}

export function isSameField(a: ListingText, b: ListingText, field: Field): boolean {
  return JSON.stringify(a[field]) === JSON.stringify(b[field]);
}

/** Fingerprint of fact values and phrases. It ignores changes of source or date. */
export function fingerprintFacts(facts: Facts, voice: Voice): string {
  const values = Object.entries(facts).map(([name, fact]) => [name, fact?.value]);
  const text = JSON.stringify([values.sort(([a], [b]) => String(a) < String(b) ? -1 : 1), voice]);
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return [low, high].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Reads tags from one input field such as "#Mango, blazer". */
export function parseHashtags(text: string): string[] {
  const tags = text.split(/[\s,;#]+/).map((tag) => tag.trim()).filter(Boolean);
  return [...new Set(tags)];
}
