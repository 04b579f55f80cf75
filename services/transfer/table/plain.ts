import { fold } from "../../base/text.ts";

/** Words as they are compared: small letters, no accents, single spaces between what remains. */
export function plain(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
