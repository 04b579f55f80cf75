/** Finds the item and language of a listing page. */
import type { Context } from "hono";
import { notFound } from "../../services/base/errors.ts";
import type { Item } from "../../services/inventory/mod.ts";
import { LANGUAGES } from "../../services/listing/mod.ts";
import type { Services } from "../services.ts";

export type Language = (typeof LANGUAGES)[number];

export function listingPath({ number }: Item, language: Language): string {
  return `/items/${number}/listing?language=${language}`;
}

/** The item of the page's address. */
export async function itemOf(
  { inventory }: Pick<Services, "inventory">,
  c: Context,
): Promise<Item> {
  const number = Number(c.req.param("number"));
  if (!Number.isSafeInteger(number) || number < 1) throw notFound("common.page_not_found");
  return (await inventory.get(number)).value;
}

/** The requested language, or the seller's own. */
export async function languageOf(
  { listing }: Pick<Services, "listing">,
  c: Context,
): Promise<Language> {
  const asked = LANGUAGES.find((language) => language === c.req.query("language"));
  return asked ?? (await listing.voice()).language;
}
