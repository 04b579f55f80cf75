/** What the reader of labels and its worker say to each other. */
import type { Line } from "./lines.ts";
import type { Pixels } from "./pixels.ts";

export interface ReadPage {
  /** For finding the lines. */
  readonly overview: Pixels;
  /** For reading them. */
  readonly picture: Pixels;
}

export type PageRead = { readonly lines: readonly Line[] } | { readonly error: string };
