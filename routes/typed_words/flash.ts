/** The sentence after words were read; the page that shows it reads the words again to mark them. */
import type { Context } from "hono";
import type { Env } from "../env.ts";
import { readFlash } from "../frame/flash.ts";
import type { WordsReport } from "./report.ts";

/** Room in a flash cookie besides its other parts, in encoded bytes. */
const WORDS_BYTES_MAX = 2_500;

/** For the messages `items.words_read` and `items.created`. */
export function wordsParams(text: string, { understood, note }: WordsReport) {
  const fits = encodeURIComponent(text).length <= WORDS_BYTES_MAX;
  return {
    count: understood.length,
    kept: note === "" ? "none" : understood.length === 0 ? "all" : "some",
    ...(fits && { words: text }),
  };
}

/** The words that led to this page; undefined where none did. */
export function wordsJustRead(c: Context<Env>): string | undefined {
  const words = readFlash(c)?.params.words;
  return typeof words === "string" ? words : undefined;
}
