/** A photo as the page knows it. */
export interface PhotoView {
  id: string;
  state: "waiting" | "ready" | "failed";
  /** Part of the addresses of its files, which change when the photo is turned. */
  version: string;
  /** Sentences. */
  warnings: string[];
  error?: string;
  /** Whether it may go better at another try. */
  again?: boolean;
}

/** Puts numbers where the words have `{n}` and `{count}`. */
export const counted = (words: string, at: number, count: number) =>
  words.replace("{n}", String(at + 1)).replace("{count}", String(count));
