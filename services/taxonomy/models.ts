/** Models that sellers name, each with its brand and its kind of garment: "AF1", "Samba OG", "501". */
import { z } from "zod";
import { readWords } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";
import { phraseKey } from "../base/text.ts";
import data from "./data/models.json" with { type: "json" };

export interface Model {
  readonly name: string;
  readonly brand: string;
  /** A key of `kinds.ts`. */
  readonly kind: string;
  /** The name is unique to its brand, so it implies the brand when none is named. */
  readonly alone: boolean;
}

const ModelsFile = z.object({
  models: z.array(z.object({
    brand: z.string(),
    kind: z.string(),
    alone: z.string().default(""),
    beside: z.string().default(""),
  })),
  variants: z.string(),
  soleKinds: z.record(z.string(), z.string()),
});

let file: z.infer<typeof ModelsFile> | undefined;
const modelsFile = () => file ??= ModelsFile.parse(data);

/** "Air Max 90 = am90, airmax 90; Air Max 95", each with all its spellings. */
function* spelledModels(): Generator<[spelling: string, model: Model]> {
  for (const { brand, kind, ...lines } of modelsFile().models) {
    for (const part of ["alone", "beside"] as const) {
      for (const line of lines[part].split(";").map((one) => one.trim()).filter(Boolean)) {
        const [name = "", aliases = ""] = line.split(" = ");
        const model = { name, brand, kind, alone: part === "alone" };
        // A bare figure is a size or a price, unless the brand stands beside it.
        if (!model.alone || !/^\d+$/.test(name)) yield [name, model];
        for (const alias of aliases.split(", ").filter(Boolean)) yield [alias, model];
      }
    }
  }
}

/** One spelling may be a model of several brands: "Superstar", "Boston". */
function grouped(): Iterable<[string, readonly Model[]]> {
  const groups = new Map<string, Model[]>();
  for (const [spelling, model] of spelledModels()) {
    const key = phraseKey(spelling);
    groups.set(key, [...groups.get(key) ?? [], model]);
  }
  return groups;
}

export const MODEL_WORDS = new Phrasebook<readonly Model[]>(grouped);

/** Words that may follow a model's name: "low", "OG", "triple black". */
export const VARIANT_WORDS = new Phrasebook<string>(() =>
  modelsFile().variants.split(", ").map((variant) => [variant, variant] as const)
);

let numbered: ReadonlySet<string> | undefined;

/** Whether the brand counts its models: "501", "574". */
export function countsModels(brand: string): boolean {
  numbered ??= new Set(
    [...spelledModels()].filter(([name]) => /^\d{3,4}$/.test(name)).map(([, { brand }]) => brand),
  );
  return numbered.has(brand);
}

let soleKinds: ReadonlyMap<string, string> | undefined;

/** The kind of garment of a brand that makes nearly nothing else; undefined for all others. */
export function soleKindOf(brand: string): string | undefined {
  soleKinds ??= new Map(
    Object.entries(modelsFile().soleKinds).flatMap(([kind, brands]) =>
      readWords(brands).map((brand) => [brand, kind] as const)
    ),
  );
  return soleKinds.get(brand);
}
