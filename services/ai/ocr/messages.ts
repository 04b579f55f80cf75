/** Messages between the label reader and its worker. */
import type { Line } from "./lines.ts";
import type { Pixels } from "./pixels.ts";

export interface ReadPage {
  /** For finding the lines. */
  readonly overview: Pixels;
  /** For reading them. */
  readonly picture: Pixels;
}

export type PageRead = { readonly lines: readonly Line[] } | { readonly error: string };
