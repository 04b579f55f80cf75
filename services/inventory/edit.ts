/** Changes of one item by the seller, a reader or a script. */
import { z } from "zod";
import { conflict, invalid, notFound } from "../base/errors.ts";
import { PASTED_CHARS_MAX } from "../marketplace/mod.ts";
import type { Row } from "../store/mod.ts";
import { items, lots } from "./collections.ts";
import type { FactName, Facts } from "../taxonomy/facts.ts";
import { type Actor, AmountSchema, type Item, type State } from "./item.ts";
import { lotNamed } from "./lots.ts";
import { type ItemPatch, linkFields, patched } from "./new_item.ts";
import { type FactsPatch, withProposed, withSaid } from "./precedence.ts";
import { mayHaveListing, mayHaveSale, mustFollow, withoutForeign } from "./states.ts";
import { amend, type Bench, itemRow, type Saved } from "./write.ts";

/** Details of a step; those that do not belong to the new state are dropped. */
export const MoveDetailsSchema = z.object({
  /** When it happened. @default now */
  at: z.number().optional(),
  /** Pasted text that contains the listing's link. */
  listingUrl: z.string().trim().max(PASTED_CHARS_MAX).optional(),
  soldFor: AmountSchema.optional(),
});
export type MoveDetails = z.infer<typeof MoveDetailsSchema>;

export interface Proposed extends Row<Item> {
  /** The facts that were taken; the others were known better. */
  readonly taken: readonly FactName[];
}

/** Changes of one item; `null` clears a fact or a field. */
export interface ItemChanges {
  readonly facts?: FactsPatch;
  readonly fields?: ItemPatch;
  /** The name of its lot, which is made where there is none of this name. */
  readonly lot?: string;
}

/** Reads the changes off the item as it is when they are written. */
export type ChangesOf = (item: Item) => ItemChanges;

export interface SaveOptions {
  /** The stamp of the version that the change is meant for. @default any */
  readonly expect?: string | undefined;
}

/**
 * Facts and fields in one commit with one history entry.
 * @throws Failure `inventory.edited_elsewhere` where the item is no longer the expected version
 */
export async function save(
  bench: Bench,
  id: string,
  changes: ItemChanges | ChangesOf,
  by: Actor,
  { expect }: SaveOptions = {},
): Promise<Saved> {
  const at = bench.clock.now();
  return await amend(bench, id, { by }, async (item, { stamp }, change) => {
    mustBeVersion(stamp, expect);
    const said = typeof changes === "function" ? changes(item) : changes;
    const { facts = {}, fields = {}, lot } = said;
    if (fields.lotId) await mustBeLot(bench, fields.lotId);
    const lotId = lot === undefined ? {} : { lotId: await lotNamed(bench, change, lot) };
    return withSaid(patched(item, { ...fields, ...lotId }), facts, at);
  });
}

function mustBeVersion(stamp: string, expect: string | undefined): void {
  if (expect !== undefined && expect !== stamp) throw conflict("inventory.edited_elsewhere");
}

export async function proposeFacts(
  bench: Bench,
  id: string,
  proposals: Facts,
  by: Actor,
): Promise<Proposed> {
  let taken: readonly FactName[] = [];
  const { row } = await amend(bench, id, { kind: "read", by }, (item) => {
    const merged = withProposed(item, proposals);
    taken = merged.taken;
    return merged.item;
  });
  return { ...row, taken };
}

export interface MoveOptions extends SaveOptions {
  /** The state that the seller saw. Failure `inventory.state_changed` when it has gone on to another one since. */
  readonly from?: State | undefined;
}

/** To the state it already has: records the details only, such as a link pasted later. */
export async function move(
  bench: Bench,
  id: string,
  to: State,
  by: Actor,
  given: MoveDetails = {},
  { expect, from }: MoveOptions = {},
): Promise<Saved> {
  const { success, data: details } = MoveDetailsSchema.safeParse(given);
  if (!success) throw invalid("inventory.bad_field", { field: "state" });
  const now = bench.clock.now();
  return await amend(bench, id, { kind: "moved", by }, (item, { stamp }) => {
    mustBeVersion(stamp, expect);
    if (from !== undefined && item.state !== from && item.state !== to) {
      throw conflict("inventory.state_changed", { state: item.state });
    }
    return moved(item, to, details, now);
  });
}

/** @throws Failure `inventory.cannot_move` */
export function moved(item: Item, to: State, details: MoveDetails, now: number): Item {
  if (to !== item.state) mustFollow(item.state, to);
  const { at, listingUrl, soldFor } = details;
  const next = withoutForeign({ ...item, state: to });
  // A correction names the time again; a sale that fell through leaves the listing as old as it is.
  const corrected = to === item.state ? at : undefined;
  if (to === "listed") next.listedAt = corrected ?? next.listedAt ?? at ?? now;
  if (to === "sold") next.soldAt = corrected ?? next.soldAt ?? at ?? now;
  if (listingUrl && mayHaveListing(to)) Object.assign(next, linkFields(listingUrl));
  if (soldFor && mayHaveSale(to)) next.soldFor = soldFor;
  return next;
}

/** Cover data from the photos service: not a change of the item, so history and `updatedAt` ignore it. */
export interface Cover {
  readonly thumb: string | null;
  readonly count: number;
}

function withCover({ cover: _, ...item }: Item, { thumb, count }: Cover): Item {
  return { ...item, ...(thumb && { cover: thumb }), photoCount: count };
}

export async function writeCover({ db }: Bench, id: string, cover: Cover): Promise<void> {
  const row = await itemRow(db, id);
  const change = db.change();
  change.update(items, row, withCover(row.value, cover));
  await change.commit();
}

export async function mustBeLot({ db }: Bench, lotId: string): Promise<void> {
  if (!await db.get(lots, lotId)) throw notFound("inventory.no_such_lot");
}
