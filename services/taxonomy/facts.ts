/** Facts of an item: each with its value, source and confidence. */
import { z } from "zod";

/** Strongest last: a source never overwrites a stronger one. */
export const SOURCES = ["inferred", "photo", "imported", "tag", "seller"] as const;
const SourceSchema = z.enum(SOURCES);
export type Source = z.infer<typeof SourceSchema>;

export const BRAND_CHARS_MAX = 60;
export const SIZE_CHARS_MAX = 80;
export const MODEL_CHARS_MAX = 80;
export const ARTICLE_CHARS_MAX = 40;
export const DETAILS_CHARS_MAX = 500;
export const FLAW_CHARS_MAX = 200;
export const FLAWS_MAX = 10;
export const COLOURS_MAX = 2;
const FIBRE_CHARS_MAX = 40;
const FIBRES_MAX = 24;
/** Longest side of anything a person wears or carries. */
export const MEASURE_MM_MAX = 3_000;

export const PATTERNS = [
  "plain",
  "striped",
  "checked",
  "floral",
  "dotted",
  "animal",
  "printed",
  "logo",
  "camouflage",
  "geometric",
  "tie_dye",
] as const;

/** Parts of a garment that a label tells apart from the garment itself. */
const MATERIAL_PARTS = ["lining", "padding", "trim", "sole"] as const;
export type MaterialPart = (typeof MATERIAL_PARTS)[number];

/** Laid flat, as a buyer asks for it. Which ones a category wants: `taxonomy`. */
export const MEASURES = [
  "chest", // armpit to armpit
  "length",
  "shoulders",
  "sleeve",
  "waist",
  "hips",
  "inseam",
  "outseam",
  "hem",
  "rise",
  "insole",
  "heel",
  "width",
  "height",
  "depth",
  "strap",
] as const;
export type Measure = (typeof MEASURES)[number];

/** The value of each fact, by its name. */
export const FACT_VALUES = {
  /** A key of the taxonomy's categories, such as "women.blazers". */
  category: z.string().max(80),
  brand: z.string().min(1).max(BRAND_CHARS_MAX),
  model: z.string().min(1).max(MODEL_CHARS_MAX),
  /** As printed or as said: "IT 42", "M", "W32 L34". */
  sizeLabel: z.string().min(1).max(SIZE_CHARS_MAX),
  /** The marketplace's size, an id of the taxonomy. */
  size: z.number().int(),
  condition: z.union([z.literal(6), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Ids of the taxonomy's colours, the stronger first. */
  colours: z.array(z.number().int()).min(1).max(COLOURS_MAX),
  pattern: z.enum(PATTERNS),
  /**
   * Fibres of the garment and then of its parts. `fibre` is a key of the taxonomy's materials, or the label's own
   * words for one that no list knows; `percent` is absent where the label gives none.
   */
  material: z.array(
    z.object({
      fibre: z.string().min(1).max(FIBRE_CHARS_MAX),
      percent: z.number().min(0).max(100).optional(),
      part: z.enum(MATERIAL_PARTS).optional(),
    }),
  ).min(1).max(FIBRES_MAX),
  /** Keys of the taxonomy's care symbols and words. */
  care: z.array(z.string().max(40)).min(1).max(12),
  articleNumber: z.string().min(1).max(ARTICLE_CHARS_MAX),
  /** Visible flaws in the seller's language, one each; an empty list says "none seen". */
  flaws: z.array(z.string().min(1).max(FLAW_CHARS_MAX)).max(FLAWS_MAX),
  /** Millimetres, laid flat. */
  measures: z.partialRecord(z.enum(MEASURES), z.number().int().positive().max(MEASURE_MM_MAX)),
  /** Other visible details, in the seller's words: "un bottone, due tasche". */
  details: z.string().min(1).max(DETAILS_CHARS_MAX),
} as const;
export type FactName = keyof typeof FACT_VALUES;
export const FACT_NAMES = Object.keys(FACT_VALUES) as FactName[];
export type FactValue<N extends FactName> = z.infer<(typeof FACT_VALUES)[N]>;
export type ConditionId = FactValue<"condition">;

const share = z.number().min(0).max(1);

/** Position of lines of text in a photo, in fractions of its width and height. */
const PlaceInPhotoSchema = z.object({
  x: share,
  y: share,
  width: share,
  height: share,
  /** Degrees by which the text is rotated clockwise; 0 is upright. */
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
});
export type PlaceInPhoto = z.infer<typeof PlaceInPhotoSchema>;

function factSchema<V extends z.ZodType>(value: V) {
  return z.object({
    value,
    source: SourceSchema,
    /** 0 to 1; 1 for a value from the seller. */
    confidence: z.number().min(0).max(1),
    at: z.number(),
    /** The reader: "ocr", a model's name, an import. */
    by: z.string().max(80).optional(),
    /** The photo it was read from. */
    photoId: z.string().optional(),
    /** Position of the lines in the photo that contain it. */
    place: PlaceInPhotoSchema.optional(),
    /** Only a part of what is printed could be read: it is shown to the seller and published nowhere. */
    partial: z.literal(true).optional(),
  });
}

export const FactsSchema = z.object({
  category: factSchema(FACT_VALUES.category),
  brand: factSchema(FACT_VALUES.brand),
  model: factSchema(FACT_VALUES.model),
  sizeLabel: factSchema(FACT_VALUES.sizeLabel),
  size: factSchema(FACT_VALUES.size),
  condition: factSchema(FACT_VALUES.condition),
  colours: factSchema(FACT_VALUES.colours),
  pattern: factSchema(FACT_VALUES.pattern),
  material: factSchema(FACT_VALUES.material),
  care: factSchema(FACT_VALUES.care),
  articleNumber: factSchema(FACT_VALUES.articleNumber),
  flaws: factSchema(FACT_VALUES.flaws),
  measures: factSchema(FACT_VALUES.measures),
  details: factSchema(FACT_VALUES.details),
}).partial();
export type Facts = z.infer<typeof FactsSchema>;
export type Fact<N extends FactName> = NonNullable<Facts[N]>;
