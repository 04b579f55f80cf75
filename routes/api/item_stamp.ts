/** Answers with an item and its ETag, by which scripts name the version they change. */
import type { Context } from "hono";
import { conflict } from "../../services/base/errors.ts";
import type { Item } from "../../services/inventory/mod.ts";
import type { Row } from "../../services/store/mod.ts";
import type { Env } from "../env.ts";

interface ItemAnswer {
  /** @default 200 */
  readonly status?: 200 | 201;
  /** Properties in addition to the item's own. */
  readonly more?: object;
}

export function answerItem(
  c: Context<Env>,
  { value, stamp }: Row<Item>,
  { status = 200, more = {} }: ItemAnswer = {},
): Response {
  c.header("etag", `"${stamp}"`);
  return c.json({ ...value, ...more }, status);
}

/**
 * @returns the version that the item must still have when it is written, where the script names one
 * @throws Failure `inventory.edited_elsewhere` when the item is no longer as the script saw it
 */
export function expected(c: Context<Env>, { stamp }: Row<Item>): { readonly expect?: string } {
  const seen = c.req.header("if-match")?.trim();
  if (seen === undefined || seen === "*") return {};
  // Compressing an answer makes its tag a weak one; the stamp is the same.
  const stamps = seen.split(",").map((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', ""));
  if (!stamps.includes(stamp)) throw conflict("inventory.edited_elsewhere");
  return { expect: stamp };
}
