/** A market whose true prices are known, for tests. */
import type { Observation } from "./observation.ts";
import { hash } from "./parsers/mark.ts";

export const NOW = Date.UTC(2026, 8, 19);

/** Numbers between 0 and 1 that look like chance and are the same every time. */
export function chance(seed: string): () => number {
  let step = 0;
  return () => hash(`${seed} ${step++}`) / 2 ** 32;
}

const BRANDS = [["Zara", 8], ["Nike", 22], ["Converse", 18], ["Gucci", 180], ["Geox", 14]] as const;
const MODELS = [["runner", 1], ["classic", 0.7], ["limited", 2.2], ["court", 0.9]] as const;
const COLOURS = ["rosse", "verdi", "gialle", "viola", "marroni"];
const CONDITIONS = [[6, 2], [1, 1.5], [2, 1], [3, 0.65], [4, 0.45]] as const;

const oneOf = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)]!;

export function observation(changes: Partial<Observation> = {}): Observation {
  return {
    id: "1",
    title: "Nike runner rosse",
    brand: "Nike",
    category: "shoes",
    size: "40",
    condition: 2,
    colours: [],
    materials: [],
    price: { cents: 22_00, currency: "EUR" },
    kind: "asking",
    mode: "file",
    seenAt: NOW,
    country: "it",
    ...changes,
  };
}

/** Brand times model times condition, and noise of this standard deviation on the logarithm. */
export function syntheticMarket(count: number, noise: number, seed = "market"): Observation[] {
  const random = chance(seed);
  return Array.from({ length: count }, (_, i) => {
    const [brand, base] = oneOf(BRANDS, random);
    const [model, factor] = oneOf(MODELS, random);
    const [condition, worth] = oneOf(CONDITIONS, random);
    // The sum of twelve is normal enough.
    const normal = Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);
    const euros = base * factor * worth * Math.exp(noise * normal);
    return observation({
      id: `${seed}${i}`,
      title: `${brand} ${model} ${oneOf(COLOURS, random)} ${oneOf(COLOURS, random)}`,
      brand,
      condition,
      size: String(36 + Math.floor(random() * 9)),
      price: { cents: Math.max(1, Math.round(100 * euros)), currency: "EUR" },
    });
  });
}
