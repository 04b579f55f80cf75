/** The marketplace's colours: at most two to an item, the stronger first. */
import { z } from "zod";
import { type Labels, readLabels, readWords } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";
import data from "./data/colours.json" with { type: "json" };

interface Colour {
  readonly id: number;
  readonly key: string;
  readonly labels: Labels;
  /** Absent for "multicolour". */
  readonly hex?: string;
  readonly words: readonly string[];
}

const ColoursFile = z.object({
  colours: z.array(z.object({
    id: z.number().int(),
    key: z.string(),
    hex: z.string().optional(),
    labels: z.string(),
    words: z.string(),
  })),
});

export const COLOURS: readonly Colour[] = ColoursFile.parse(data).colours.map((row) => ({
  id: row.id,
  key: row.key,
  labels: readLabels(row.labels),
  ...(row.hex && { hex: row.hex }),
  words: readWords(row.words),
}));

const BY_ID = new Map(COLOURS.map((colour) => [colour.id, colour]));

export const colourById = (id: number): Colour | undefined => BY_ID.get(id);

export const COLOUR_WORDS = new Phrasebook<Colour>(() =>
  COLOURS.flatMap((colour) => colour.words.map((word) => [word, colour] as const))
);

/** In a field of colours even "Chiaro" and "Multi" are names; inside a text they are not. */
const FIELD_WORDS = new Phrasebook<Colour>(() => [
  ...COLOURS.flatMap((colour) => colour.words.map((word) => [word, colour] as const)),
  ...COLOURS.flatMap((colour) =>
    Object.values(colour.labels).map((word) => [word, colour] as const)
  ),
]);

/** The colours that a list such as "Blu marino, Bianco" names, in its order, each once. */
export function parseColours(text: string): Colour[] {
  const names = text.split(/[,;/+&]/).map((part) => FIELD_WORDS.exactly(part));
  return [...new Set(names.filter((colour) => colour !== undefined))];
}
