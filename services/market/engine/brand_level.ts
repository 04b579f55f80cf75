/** What a brand costs when new, in steps: what is known before any listing of it was seen. */
import { z } from "zod";
import { normaliseBrand } from "../../taxonomy/mod.ts";
import data from "../data/brand_levels.json" with { type: "json" };

const LevelsFile = z.object({ levels: z.array(z.string()) });

const LEVELS = new Map(
  LevelsFile.parse(data).levels.flatMap((line, level) =>
    line.split("; ").map((name) => [normaliseBrand(name), level] as const)
  ),
);

/** The step in the middle, from which the others are counted. */
export const MIDDLE_LEVEL = 2.5;
export const UNKNOWN_BRAND = -1;
export const NO_BRAND = -2;

/** 0 for the supermarket to 6 for the fashion house; below zero where that cannot be said. */
export const brandLevel = (brand: string): number =>
  brand === "" ? NO_BRAND : LEVELS.get(brand) ?? UNKNOWN_BRAND;
