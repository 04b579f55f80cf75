/** The forms of the page that adds market listings, and what the page shows. */
import { z } from "zod";
import type { Intake } from "../../services/market/mod.ts";
import type { Site } from "../../services/marketplace/mod.ts";
import type { Pasted } from "./pasted.ts";

export const linkForm = z.object({
  link: z.string().catch(""),
  /** The other links that were pasted, which wait. */
  rest: z.string().catch(""),
});
export const typedLinkForm = linkForm.extend({
  title: z.string().default(""),
  brand: z.string().default(""),
  size: z.string().default(""),
  condition: z.string().default(""),
  price: z.string().default(""),
  kind: z.enum(["asking", "sold"]).catch("asking"),
});
type TypedLink = z.infer<typeof typedLinkForm>;

export interface AddState {
  readonly pasted: Pasted;
  /** Text in the field: the part that was not understood. */
  readonly text: string;
  /** The captures that were just added. */
  readonly intakes: readonly Intake[];
  readonly site: Site;
  readonly mayLookUp: boolean;
  readonly error?: string;
  /** Why no look-up was made. */
  readonly refused?: string;
  /** Refused values that were typed beside a link. */
  readonly typed?: TypedLink;
  readonly wrong?: "link" | "title" | "price";
}
