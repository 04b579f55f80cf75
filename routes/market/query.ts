/** The question to the list of prices, as an address. */
import { z } from "zod";
import { type Mode, MODES } from "../../services/market/mod.ts";

const TEXT_CHARS_MAX = 200;
const OFFSET_MAX = 1_000_000;
export const PAGE_ROWS = 50;

export const isMode = (text: unknown): text is Mode => MODES.some((mode) => mode === text);

/** Unreadable parameters are ignored rather than refused. */
export const asked = z.object({
  q: z.string().trim().max(TEXT_CHARS_MAX).catch(""),
  mode: z.enum(MODES).optional().catch(undefined),
  offset: z.coerce.number().int().min(0).max(OFFSET_MAX).catch(0),
});
export type Asked = z.infer<typeof asked>;

export function addressOf({ q, mode, offset }: Asked): string {
  const address = new URLSearchParams();
  if (q) address.set("q", q);
  if (mode) address.set("mode", mode);
  if (offset > 0) address.set("offset", String(offset));
  return address.size > 0 ? `/market?${address}` : "/market";
}
