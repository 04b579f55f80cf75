/** A photo, as the album's JSON describes it. */
export interface PhotoView {
  id: string;
  state: "waiting" | "ready" | "failed";
  /** Part of its files' URLs, which changes when the photo is rotated. */
  version: string;
  /** Sentences. */
  warnings: string[];
  error?: string;
  /** True when a failed preparation may be retried. */
  again?: boolean;
}

/** Replaces `{n}` and `{count}` in the text. */
export const counted = (words: string, at: number, count: number) =>
  words.replace("{n}", String(at + 1)).replace("{count}", String(count));
