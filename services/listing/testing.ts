/** A small wardrobe of test items, each with a difficulty for the composer. */
import { withPartialMarks } from "../inventory/consequences.ts";
import {
  FACT_VALUES,
  type FactName,
  type Facts,
  type FactValue,
  type Source,
} from "../taxonomy/facts.ts";

/** Facts from bare values, as typed by the seller unless a source is given. */
export function factsOf(
  values: { readonly [N in FactName]?: FactValue<N> },
  source: Source = "seller",
): Facts {
  const names = Object.keys(values) as FactName[];
  return Object.fromEntries(names.map((name) => {
    const value = FACT_VALUES[name].parse(values[name]);
    return [name, { value, source, confidence: 1, at: 0 }];
  }));
}

/** Each item holds a fact that a composed text can get wrong. */
export const WARDROBE: Readonly<Record<string, { number: number; facts: Facts }>> = {
  blazer: {
    number: 231,
    facts: {
      ...factsOf({
        category: "women.blazers",
        brand: "Mango",
        size: 4,
        condition: 2,
        colours: [4],
        flaws: [],
        measures: { chest: 480, length: 620, sleeve: 595 },
        details: "un bottone, due tasche, sfoderato",
      }),
      ...factsOf({
        sizeLabel: "IT 42",
        material: [{ fibre: "linen", percent: 55 }, { fibre: "viscose", percent: 45 }],
      }, "tag"),
    },
  },
  sneakers: {
    number: 14,
    facts: factsOf({
      category: "women.sneakers",
      brand: "Nike",
      model: "Nike Air Max 90",
      sizeLabel: "39",
      size: 59,
      condition: 3,
      colours: [12, 1],
      flaws: ["Suola consumata", "piccolo graffio"],
      measures: { insole: 250 },
    }),
  },
  babyBody: {
    number: 21,
    facts: factsOf({
      category: "girls.baby_bodies",
      brand: "Petit Bateau",
      sizeLabel: "3 anni",
      size: 1567,
      condition: 1,
      colours: [12, 9],
      pattern: "striped",
      material: [{ fibre: "cotton", percent: 100 }],
      measures: { length: 450 },
    }),
  },
  bag: {
    number: 28,
    facts: factsOf({
      category: "women.shoulder_bags",
      brand: "Furla",
      sizeLabel: "Taglia unica",
      condition: 6,
      colours: [1],
      material: [{ fibre: "leather" }],
      measures: { width: 240, height: 165, depth: 80 },
    }),
  },
  jeans: {
    number: 35,
    facts: factsOf({
      category: "men.jeans",
      brand: "Levi's",
      model: "501",
      sizeLabel: "W32 L34",
      size: 1640,
      condition: 4,
      colours: [27],
      material: [{ fibre: "cotton", percent: 99 }, { fibre: "elastane", percent: 1 }],
      flaws: ["orlo scucito"],
      measures: { waist: 410, inseam: 860 },
    }),
  },
  skirt: {
    number: 42,
    facts: factsOf({
      category: "women.maxi_skirts",
      brand: "No brand",
      sizeLabel: "S",
      size: 3,
      condition: 2,
      colours: [7, 12],
      pattern: "dotted",
      material: [{ fibre: "cotton" }, { fibre: "linen" }],
    }),
  },
  coat: {
    number: 49,
    facts: factsOf({ category: "women.coats", condition: 3, colours: [2] }),
  },
  boyShirt: {
    number: 56,
    facts: factsOf({
      category: "boys.shirts",
      brand: "Zara",
      sizeLabel: "8 anni",
      size: 627,
      condition: 2,
      colours: [26],
      pattern: "checked",
      flaws: ["Manca un bottone"],
    }),
  },
  boots: {
    number: 63,
    facts: factsOf({
      category: "women.ankle_boots",
      brand: "Clarks",
      sizeLabel: "UK 5",
      size: 58,
      condition: 2,
      colours: [2],
      material: [{ fibre: "suede" }],
      measures: { insole: 245, heel: 55 },
    }),
  },
  dress: {
    number: 70,
    facts: {
      ...factsOf({
        category: "women.midi_dresses",
        brand: "Zara",
        size: 4,
        condition: 3,
        colours: [24],
        pattern: "floral",
        material: [{ fibre: "silk" }],
        flaws: ["macchia su una manica", "scolorito vicino alla zip"],
        details: "bottoncini dietro, fodera leggera",
      }),
      ...factsOf({ sizeLabel: "EUR 38 / US 6 / CN 165/88A" }, "tag"),
    },
  },
  heels: {
    number: 77,
    facts: factsOf({
      category: "women.heels",
      brand: "Geox",
      sizeLabel: "38,5",
      size: 1198,
      condition: 2,
      colours: [1],
      material: [{ fibre: "patent_leather" }],
      flaws: ["tacco consumato e graffi"],
      measures: { insole: 245, heel: 75 },
    }),
  },
  linedCoat: {
    number: 84,
    facts: {
      ...factsOf({
        category: "men.overcoats",
        brand: "Massimo Dutti",
        size: 209,
        condition: 2,
        colours: [27],
        flaws: [],
      }),
      ...factsOf({
        sizeLabel: "EU 50 / UK 40 / US 40",
        material: [
          { fibre: "wool", percent: 80 },
          { fibre: "polyamide", percent: 20 },
          { fibre: "viscose", percent: 100, part: "lining" },
        ],
      }, "tag"),
    },
  },
  fauxFur: {
    number: 91,
    facts: factsOf({
      category: "women.fur_coats",
      sizeLabel: "L",
      size: 5,
      condition: 2,
      colours: [20],
      material: [{ fibre: "faux_fur" }],
    }),
  },
  halfRead: {
    number: 98,
    facts: {
      ...factsOf({
        category: "women.blouses",
        brand: "Sisley",
        condition: 2,
        colours: [12],
        pattern: "striped",
      }),
      ...withPartialMarks(factsOf({
        sizeLabel: "42",
        material: [
          { fibre: "linen", percent: 25 },
          { fibre: "silk", percent: 5 },
          { fibre: "lurex-x", percent: 100, part: "trim" },
        ],
      }, "tag")),
    },
  },
};
