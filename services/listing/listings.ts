/** Drafts, the seller's phrases, and the review of a listing. */
import type { Clock } from "../base/clock.ts";
import type { Money } from "../base/money.ts";
import type { Item } from "../inventory/item.ts";
import { type Database, defineCollection, retrying, type Row } from "../store/mod.ts";
import type { Language } from "../taxonomy/mod.ts";
import { composeListing } from "./compose.ts";
import { type Completeness, rateCompleteness } from "./completeness.ts";
import {
  type Draft,
  draftId,
  drafts,
  type DraftView,
  FIELDS,
  fingerprintFacts,
  isSameField,
  toDraftView,
  toListingText,
} from "./draft.ts";
import type { Finding, LintPhoto, ListingText } from "./finding.ts";
import { lint } from "./lint.ts";
import { type DuplicateCandidate, findDuplicates } from "./duplicates.ts";
import { PLAIN_VOICE, type Voice, VoiceSchema } from "./voice.ts";

export interface ListingNeeds {
  readonly db: Database;
  readonly clock: Clock;
  photosOf(itemId: string): Promise<readonly LintPhoto[]>;
  /** Items on sale that could be duplicates, with the titles of their listings. */
  onSale(item: Item): Promise<readonly DuplicateCandidate[]>;
  /** Ids of other items that share a photo with this one. */
  itemsSharingPhotos(itemId: string): Promise<ReadonlySet<string>>;
  /** Price range of comparables, or null where unknown. */
  evidenceFor(item: Item): Promise<{ low: Money; high: Money } | null>;
  /** URLs of the seller's own pages. */
  readonly ownPages: readonly string[];
}

/** The saved draft, or the draft that somebody saved in between. */
export type SaveResult =
  | { readonly saved: true; readonly draft: DraftView }
  | { readonly saved: false; readonly theirs: DraftView };

export interface Review {
  readonly draft: DraftView;
  readonly findings: readonly Finding[];
  readonly completeness: Completeness;
}

export interface Listing {
  voice(): Promise<Voice>;
  saveVoice(voice: Voice): Promise<void>;
  draft(item: Item, language: Language): Promise<DraftView>;
  /**
   * Saves the seller's text. When a version newer than `rev` exists, nothing is written. A field
   * equal to the composed text keeps following the facts.
   */
  save(item: Item, language: Language, text: ListingText, rev: number): Promise<SaveResult>;
  /** The draft with all findings and next steps. */
  review(item: Item, language: Language, locale: "it" | "en"): Promise<Review>;
}

const VOICE_ID = "voice";
const voices = defineCollection<Voice>({
  name: "listing_voice",
  schema: VoiceSchema,
  version: 1,
  id: () => VOICE_ID,
});

export function createListing(deps: ListingNeeds): Listing {
  const { db, clock } = deps;

  async function voice(): Promise<Voice> {
    return (await db.get(voices, VOICE_ID))?.value ?? PLAIN_VOICE;
  }

  async function saveVoice(next: Voice): Promise<void> {
    await retrying(async () => {
      const change = db.change();
      const row = await db.get(voices, VOICE_ID);
      if (row) change.update(voices, row, next);
      else change.insert(voices, next);
      await change.commit();
    });
  }

  async function read(item: Item, language: Language) {
    const own = await voice();
    const composed = composeListing(item.facts, { language, number: item.number, voice: own });
    const row = await db.get(drafts, draftId(item.id, language));
    return { row, composed, basis: fingerprintFacts(item.facts, own) };
  }

  async function draft(item: Item, language: Language): Promise<DraftView> {
    const { row, composed, basis } = await read(item, language);
    return toDraftView(row?.value ?? null, composed, basis);
  }

  async function save(item: Item, language: Language, text: ListingText, rev: number) {
    return await retrying(async (): Promise<SaveResult> => {
      const { row, composed, basis } = await read(item, language);
      const before = toDraftView(row?.value ?? null, composed, basis);
      const unchanged = FIELDS.every((field) => isSameField(before.text, text, field));
      // A repeated save, whose first response was lost, is already done.
      if (unchanged && before.rev >= rev && row) return { saved: true, draft: before };
      if (before.rev !== rev) return { saved: false, theirs: before };
      const edited = FIELDS.filter((field) => !isSameField(text, composed, field));
      const { title, description, hashtags } = text;
      const next: Draft = {
        itemId: item.id,
        language,
        title,
        description,
        hashtags: [...hashtags],
        edited,
        basis,
        rev: rev + 1,
        updatedAt: clock.now(),
      };
      await write(row, next);
      return { saved: true, draft: toDraftView(next, composed, basis) };
    });
  }

  async function write(row: Row<Draft> | null, next: Draft): Promise<void> {
    const change = db.change();
    if (row) change.update(drafts, row, next);
    else change.insert(drafts, next);
    await change.commit();
  }

  async function review(item: Item, language: Language, locale: "it" | "en"): Promise<Review> {
    const view = await draft(item, language);
    const [photos, onSale, sharing, evidence] = await Promise.all([
      deps.photosOf(item.id),
      deps.onSale(item),
      deps.itemsSharingPhotos(item.id),
      deps.evidenceFor(item),
    ]);
    const self = { id: item.id, number: item.number, title: view.text.title, facts: item.facts };
    const findings = lint(toListingText(view.text), {
      facts: item.facts,
      language,
      locale,
      photos,
      price: item.price,
      cost: item.cost,
      evidence: evidence ?? undefined,
      duplicates: findDuplicates(self, onSale, (other) => sharing.has(other)),
      ownPages: deps.ownPages,
      untranslated: view.edited.includes("description") ? [] : view.composed.untranslated,
    });
    const standing = {
      facts: item.facts,
      photoCount: photos.length,
      hasPrice: item.price !== undefined,
    };
    return { draft: view, findings, completeness: rateCompleteness(standing) };
  }

  return { voice, saveVoice, draft, save, review };
}
