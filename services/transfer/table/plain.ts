import { fold } from "../../base/text.ts";

/** Normalises text for comparison: lower case, no accents, single spaces. */
export function plain(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
