/** Input for creating an item, and for changing its fields. */
import { z } from "zod";
import { invalid } from "../base/errors.ts";
import { findListingLink, PASTED_CHARS_MAX } from "../marketplace/mod.ts";
import { withConsequences } from "./consequences.ts";
import { FactsSchema } from "../taxonomy/facts.ts";
import {
  AmountSchema,
  BOX_CHARS_MAX,
  IMPORT_KEY_CHARS_MAX,
  type Item,
  NOTE_CHARS_MAX,
  StateSchema,
} from "./item.ts";
import { LOT_NAME_CHARS_MAX } from "./lot.ts";
import { mayHaveListing, withoutForeign } from "./states.ts";

/** Largest number: it fits the tag and catches typing mistakes. */
const NUMBER_MAX = 999_999;

const lotName = z.string().trim().min(1).max(LOT_NAME_CHARS_MAX);
const box = z.string().trim().max(BOX_CHARS_MAX);
const url = z.string().trim().max(PASTED_CHARS_MAX);
const note = z.string().max(NOTE_CHARS_MAX);
const origin = z.enum(["own", "resale"]);

export const NewItemSchema = z.object({
  state: StateSchema.optional(),
  facts: FactsSchema.optional(),
  box: box.optional(),
  lotId: z.string().optional(),
  /** The name of its lot, heard by `create` only: the lot is made where there is none of this name. */
  lot: lotName.optional(),
  cost: AmountSchema.optional(),
  origin: origin.optional(),
  acquiredOn: z.iso.date().optional(),
  price: AmountSchema.optional(),
  note: note.optional(),
  listingUrl: url.optional(),
  listedAt: z.number().optional(),
  soldAt: z.number().optional(),
  soldFor: AmountSchema.optional(),
  createdAt: z.number().optional(),
  importKey: z.string().max(IMPORT_KEY_CHARS_MAX).optional(),
  /** A wish, heard by `createMany` only: granted where that number was never given. */
  number: z.number().int().positive().max(NUMBER_MAX).optional(),
});
export type NewItem = z.infer<typeof NewItemSchema>;

/** `null` empties a field. */
export const ItemPatchSchema = z.strictObject({
  box: box.nullish(),
  lotId: z.string().nullish(),
  cost: AmountSchema.nullish(),
  origin: origin.optional(),
  acquiredOn: z.iso.date().nullish(),
  price: AmountSchema.nullish(),
  note: note.nullish(),
  listingUrl: url.nullish(),
});
export type ItemPatch = z.infer<typeof ItemPatchSchema>;

interface Identity {
  readonly id: string;
  readonly number: number;
  readonly now: number;
}

/** @throws Failure `invalid` for a link that leads elsewhere */
export function itemOf(input: NewItem, { id, number, now }: Identity): Item {
  const { listingUrl, box, ...rest } = input;
  return withConsequences(withoutForeign({
    ...rest,
    id,
    number,
    state: rest.state ?? "draft",
    facts: rest.facts ?? {},
    origin: rest.origin ?? "own",
    photoCount: 0,
    createdAt: rest.createdAt ?? now,
    updatedAt: now,
    ...(box && { box }),
    ...(listingUrl && linkFields(listingUrl)),
  }));
}

/** @throws Failure `invalid` naming the field, or for a link where there can be none */
export function patched(item: Item, given: ItemPatch): Item {
  const { success, data: patch, error } = ItemPatchSchema.safeParse(given);
  if (!success) throw invalid("inventory.bad_field", { field: String(error.issues[0]?.path[0]) });
  const { listingUrl, ...rest } = patch;
  const next: Record<string, unknown> = { ...item };
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (value === null || value === "") delete next[name];
    else next[name] = value;
  }
  // Every value was checked by the schema of its field.
  return withLink(next as unknown as Item, listingUrl);
}

function withLink(item: Item, listingUrl: string | null | undefined): Item {
  if (listingUrl === undefined) return item;
  const { listingUrl: _url, listingId: _id, ...without } = item;
  if (!listingUrl) return without;
  if (!mayHaveListing(item.state)) throw invalid("inventory.not_listed", { state: item.state });
  return { ...without, ...linkFields(listingUrl) };
}

export function linkFields(pasted: string): { listingUrl: string; listingId: string } {
  const link = findListingLink(pasted);
  if (!link) throw invalid("inventory.not_a_listing_link");
  return { listingUrl: link.url, listingId: link.id };
}
