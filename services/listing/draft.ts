/** The text of a listing as it stands: what was composed, and what the seller wrote instead. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";
import type { Facts } from "../taxonomy/facts.ts";
import type { Composed } from "./compose.ts";
import type { ListingText } from "./finding.ts";
import { LANGUAGES, type Voice } from "./voice.ts";

/** What a draft holds while it is being written: more than the marketplace takes, so that nothing typed is lost. */
export const DRAFT_TITLE_CHARS_MAX = 500;
export const DRAFT_DESCRIPTION_CHARS_MAX = 10_000;
const DRAFT_HASHTAGS_MAX = 50;
const DRAFT_HASHTAG_CHARS_MAX = 60;

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
  /** The fields that are the seller's own; the others follow the facts. */
  edited: z.array(z.enum(FIELDS)),
  /** Marks the facts that the text was written for. */
  basis: z.string(),
  /** Counts the savings: an editor that missed one asks before it writes. */
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
  /** 0 while nothing has been saved. */
  readonly rev: number;
  readonly edited: readonly Field[];
  /** What would be composed of the facts now. */
  readonly composed: Composed;
  /** Own fields that the facts would now say otherwise: shown side by side, never replaced. */
  readonly differing: readonly Field[];
  /** The facts have changed since the seller wrote. */
  readonly outdated: boolean;
}

/** The seller's fields as saved, the others as the facts have them now. */
export function viewOf(draft: Draft | null, composed: Composed, basis: string): DraftView {
  const edited = draft?.edited ?? [];
  const text = { ...textOf(composed), ...pickFields(draft, edited) };
  return {
    text,
    rev: draft?.rev ?? 0,
    edited,
    composed,
    differing: edited.filter((field) => !sameField(text, composed, field)),
    outdated: edited.length > 0 && draft?.basis !== basis,
  };
}

export function textOf({ title, description, hashtags }: ListingText): ListingText {
  return { title, description, hashtags };
}

function pickFields(draft: Draft | null, fields: readonly Field[]): Partial<ListingText> {
  return Object.fromEntries(draft ? fields.map((field) => [field, draft[field]]) : []);
}

export function sameField(a: ListingText, b: ListingText, field: Field): boolean {
  return JSON.stringify(a[field]) === JSON.stringify(b[field]);
}

/** Changes when a fact's value or the seller's voice does; not when only a source or a date does. */
export function basisOf(facts: Facts, voice: Voice): string {
  const values = Object.entries(facts).map(([name, fact]) => [name, fact?.value]);
  const text = JSON.stringify([values.sort(([a], [b]) => String(a) < String(b) ? -1 : 1), voice]);
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return [low, high].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** "#Mango, blazer" as typed in one field, to tags without sign. */
export function parseHashtags(text: string): string[] {
  const tags = text.split(/[\s,;#]+/).map((tag) => tag.trim()).filter(Boolean);
  return [...new Set(tags)];
}
