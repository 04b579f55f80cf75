/** Fibres and fabrics: their names, the words for them in five languages, and what tags shorten them to. */
import { z } from "zod";
import { type Labels, readLabels, readWords } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";
import { phraseKey } from "../base/text.ts";
import data from "./data/materials.json" with { type: "json" };

export interface Material {
  readonly key: string;
  readonly labels: Labels;
  /** Its words in titles and labels; empty when the word means something else in a title. */
  readonly words: readonly string[];
  /** "CO", "PL": believed only beside a percentage. */
  readonly abbreviations: readonly string[];
}

const MaterialsFile = z.object({
  materials: z.record(
    z.string(),
    z.object({ labels: z.string(), words: z.string(), abbreviations: z.string().optional() }),
  ),
});

export const MATERIALS: readonly Material[] = Object.entries(
  MaterialsFile.parse(data).materials,
).map(([key, row]) => ({
  key,
  labels: readLabels(row.labels),
  words: readWords(row.words),
  abbreviations: readWords(row.abbreviations ?? ""),
}));

const BY_KEY = new Map(MATERIALS.map((material) => [material.key, material]));

export const material = (key: string): Material | undefined => BY_KEY.get(key);

export const MATERIAL_WORDS = new Phrasebook<Material>(() =>
  MATERIALS.flatMap((material) => material.words.map((word) => [word, material] as const))
);

const BY_LABEL = new Map(
  MATERIALS.flatMap((material) =>
    Object.values(material.labels).map((label) => [phraseKey(label), material] as const)
  ),
);

/** The material of which this is the name: in a list "Oro" is gold, in a title it may be a colour. */
export const materialNamed = (name: string): Material | undefined => BY_LABEL.get(phraseKey(name));
