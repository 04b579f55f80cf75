/** One price seen on a market, without a trace of who asked it. */
import { z } from "zod";
import type { Money } from "../base/money.ts";
import type { ConditionId } from "../taxonomy/mod.ts";

export const TITLE_CHARS_MAX = 200;
export const WORD_CHARS_MAX = 120;
export const LINK_CHARS_MAX = 500;
const COLOURS_MAX = 6;

/** How it came into the house: pasted, handed over by an open page, from a file, our own sale, looked up. */
export const MODES = ["link", "capture", "file", "own", "lookup"] as const;
export type Mode = (typeof MODES)[number];

export const PriceSchema: z.ZodType<Money> = z.object({
  cents: z.number().int().positive(),
  currency: z.string().length(3),
});
const ConditionSchema = z.literal([6, 1, 2, 3, 4] satisfies ConditionId[]);

export const ObservationSchema = z.object({
  /** The site's number where it has one; else a mark of what was read. A string: it outgrew small integers. */
  id: z.string().min(1).max(WORD_CHARS_MAX),
  title: z.string().max(TITLE_CHARS_MAX),
  /** As we write it; absent for none and for words that name none. */
  brand: z.string().max(WORD_CHARS_MAX).optional(),
  /** As the source names it: a path, a number or a word of its language. */
  category: z.string().max(WORD_CHARS_MAX).optional(),
  /** As on the label. */
  size: z.string().max(WORD_CHARS_MAX).optional(),
  condition: ConditionSchema.optional(),
  /** Ids of the marketplace. */
  colours: z.array(z.number().int()).max(COLOURS_MAX),
  /** Fibres by their key. */
  materials: z.array(z.string().max(WORD_CHARS_MAX)),
  price: PriceSchema,
  /** What was asked and what was paid are two things, and are never mixed. */
  kind: z.enum(["asking", "sold"]),
  mode: z.enum(MODES),
  /** Paid to be shown, so it says nothing of what is usual. */
  promoted: z.literal(true).optional(),
  seenAt: z.number(),
  listedAt: z.number().optional(),
  /** Two small letters. */
  country: z.string().max(2),
  link: z.string().max(LINK_CHARS_MAX).optional(),
});
export type Observation = z.infer<typeof ObservationSchema>;

/** The same listing has the same key, whoever saw it, whenever: its site's country and its number there. */
export const keyOf = ({ country, id }: Pick<Observation, "country" | "id">): string =>
  `${country}:${id}`;

/** Longer is no key of ours: two letters, a colon and an id. */
export const KEY_CHARS_MAX = 3 + WORD_CHARS_MAX;

/** What the seller wants priced: as much as is known of it. */
export type Subject =
  & Pick<Observation, "title" | "brand" | "category" | "size" | "condition">
  & Partial<Pick<Observation, "colours" | "materials">>
  & {
    readonly currency: string;
    readonly country?: string;
    /** Evidence of that country alone, not of all that counts in its money. */
    readonly countryAlone?: true;
    /** Ids of observations of this very thing, such as its own listing: they are no evidence for its price. */
    readonly itself?: readonly string[];
  };
