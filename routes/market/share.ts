/** Receives text from a phone's share sheet. */
import { Hono } from "hono";
import type { Env } from "../env.ts";
import { addAddress, readPasted } from "./pasted.ts";
import { readFields } from "../forms/body.ts";
import { limitSmallForms } from "../forms/body_limit.ts";

/** More than any app shares; what holds no link is shown back so that it can be mended. */
const SHOWN_BACK_CHARS_MAX = 2_000;

/** Mounted at `/market/share`. */
export function shareRoutes(): Hono<Env> {
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", (c) => c.redirect(shared(c.req.query()), 303))
    .post("/", async (c) => c.redirect(shared(await readFields(c)), 303));
}

/** Each app puts the link into another of the three. */
function shared(given: Readonly<Record<string, unknown>>): string {
  const text = ["title", "text", "url"].map((name) => given[name])
    .filter((part) => typeof part === "string").join(" ").trim();
  return addAddress(readPasted(text).kept || text.slice(0, SHOWN_BACK_CHARS_MAX));
}
