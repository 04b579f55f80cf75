/** The items of the sample wardrobe, in every state, some of them incomplete. */
import { DAY_MS } from "../base/time.ts";
import type { FactName, Facts, FactValue, NewItem, Source, State } from "../inventory/mod.ts";
import {
  bag,
  blazer,
  boots,
  type Cloth,
  coat,
  dress,
  hoodie,
  jeans,
  type Shape,
  shirt,
  skirt,
  sneakers,
} from "./drawing.ts";
import { closeUp, flatLay, label, LINEN, PAPER, WOOD } from "./scene.ts";

interface Sample {
  readonly item: NewItem;
  /** SVG, in the order of the photos. */
  readonly photos: readonly string[];
}

const sampleKey = (at: number): string => `sample-${at + 1}`;
const CURRENCY = "EUR";

type Said = { [N in FactName]?: readonly [FactValue<N>, Source] };

interface SampleDescription {
  readonly state: State;
  readonly facts: Said;
  readonly box: string;
  readonly price?: number;
  readonly cost?: number;
  readonly resale?: boolean;
  readonly daysListed?: number;
  readonly soldFor?: number;
  readonly note?: string;
  readonly photos: readonly string[];
}

const euro = (amount: number) => ({ cents: Math.round(amount * 100), currency: CURRENCY });

function factsOf(said: Said, at: number): Facts {
  const sure: Partial<Record<Source, number>> = { seller: 1, tag: 0.93, photo: 0.7 };
  return Object.fromEntries(
    Object.entries(said).map(([name, [value, source]]) => [
      name,
      { value, source, confidence: sure[source] ?? 0.6, at },
    ]),
  );
}

const BEIGE: Cloth = { fill: "#cdb894", seam: "#9d8660" };
const NAVY: Cloth = { fill: "#2f4468", seam: "#1c2a44" };
const INDIGO: Cloth = { fill: "#54749f", seam: "#34507a" };
const ROSE: Cloth = { fill: "#c8636b", seam: "#93404a" };
const WHITE: Cloth = { fill: "#fbf9f4", seam: "#b9b2a5" };
const COGNAC: Cloth = { fill: "#9a5f33", seam: "#6b3f1f" };
const CAMEL: Cloth = { fill: "#b98a52", seam: "#845d30" };
const MOSS: Cloth = { fill: "#6f7f5c", seam: "#4c5a3d" };
const BLACK: Cloth = { fill: "#2e2c2b", seam: "#0f0e0e" };

const two = (shape: Shape, cloth: Cloth, ground = PAPER) => [
  flatLay(shape, cloth, ground),
  closeUp(shape, cloth, ground),
];

const SAMPLES: readonly SampleDescription[] = [
  {
    state: "draft",
    box: "Scaffale A2",
    facts: {
      category: ["women.blazers", "photo"],
      brand: ["Mango", "tag"],
      colours: [[4], "photo"],
      material: [[{ fibre: "linen", percent: 55 }, { fibre: "viscose", percent: 45 }], "tag"],
      condition: [2, "seller"],
    },
    note: "Manca la taglia: guardare dentro la tasca.",
    photos: [
      ...two(blazer, BEIGE),
      label(["MANGO", "55% LINO", "45% VISCOSA", "LAVARE A MANO", "MADE IN ITALY"], BEIGE),
    ],
  },
  {
    state: "draft",
    box: "Scaffale A2",
    facts: { category: ["women.midi_skirts", "photo"], colours: [[10], "photo"] },
    photos: [flatLay(skirt, MOSS, LINEN)],
  },
  {
    state: "ready",
    box: "Scatola 3",
    price: 22,
    facts: {
      category: ["women.midi_dresses", "seller"],
      brand: ["Zara", "tag"],
      sizeLabel: ["M", "tag"],
      size: [4, "inferred"],
      colours: [[7, 12], "photo"],
      pattern: ["floral", "photo"],
      condition: [2, "seller"],
      material: [[{ fibre: "viscose", percent: 100 }], "tag"],
      measures: [{ chest: 440, length: 1080, waist: 370 }, "seller"],
      flaws: [[], "seller"],
      details: ["maniche corte, cerniera laterale", "seller"],
    },
    photos: two(dress, ROSE),
  },
  {
    state: "ready",
    box: "Scatola 3",
    price: 35,
    facts: {
      category: ["men.sneakers", "seller"],
      brand: ["Nike", "photo"],
      model: ["Air Force 1", "seller"],
      sizeLabel: ["42", "tag"],
      colours: [[12], "photo"],
      condition: [3, "seller"],
      flaws: [["piega sulla punta sinistra"], "seller"],
      measures: [{ insole: 265 }, "seller"],
    },
    photos: two(sneakers, WHITE, WOOD),
  },
  {
    state: "listed",
    box: "Scatola 1",
    price: 28,
    daysListed: 6,
    facts: {
      category: ["women.straight_jeans", "seller"],
      brand: ["Levi's", "tag"],
      model: ["501", "tag"],
      sizeLabel: ["W28 L30", "tag"],
      colours: [[9], "photo"],
      condition: [2, "seller"],
      material: [[{ fibre: "cotton", percent: 100 }], "tag"],
      measures: [{ waist: 370, inseam: 760 }, "seller"],
      flaws: [[], "seller"],
    },
    photos: two(jeans, INDIGO, LINEN),
  },
  {
    state: "listed",
    box: "Scatola 1",
    price: 19,
    daysListed: 21,
    facts: {
      category: ["men.hoodies", "seller"],
      brand: ["Champion", "photo"],
      sizeLabel: ["L", "tag"],
      colours: [[27], "photo"],
      condition: [3, "seller"],
      flaws: [["polsini un po’ infeltriti"], "seller"],
      measures: [{ chest: 580, length: 700 }, "seller"],
    },
    photos: two(hoodie, NAVY),
  },
  {
    state: "reserved",
    box: "Scaffale B1",
    price: 65,
    cost: 18,
    resale: true,
    daysListed: 3,
    facts: {
      category: ["women.shoulder_bags", "seller"],
      brand: ["Furla", "photo"],
      colours: [[2], "photo"],
      condition: [2, "seller"],
      material: [[{ fibre: "leather" }], "seller"],
      measures: [{ width: 280, height: 210, depth: 90 }, "seller"],
      flaws: [[], "seller"],
    },
    photos: two(bag, COGNAC),
  },
  {
    state: "sold",
    box: "Scaffale B1",
    price: 58,
    soldFor: 52,
    cost: 15,
    resale: true,
    daysListed: 9,
    facts: {
      category: ["women.overcoats", "seller"],
      brand: ["Benetton", "tag"],
      sizeLabel: ["IT 44", "tag"],
      size: [5, "inferred"],
      colours: [[2], "photo"],
      condition: [2, "seller"],
      material: [[{ fibre: "wool", percent: 80 }, { fibre: "polyamide", percent: 20 }], "tag"],
      flaws: [[], "seller"],
    },
    photos: two(coat, CAMEL, LINEN),
  },
  {
    state: "completed",
    box: "",
    price: 15,
    soldFor: 13,
    daysListed: 30,
    facts: {
      category: ["men.plain_shirts", "seller"],
      brand: ["Uniqlo", "tag"],
      sizeLabel: ["M", "tag"],
      colours: [[12], "photo"],
      condition: [1, "seller"],
      flaws: [[], "seller"],
    },
    photos: [flatLay(shirt, WHITE, WOOD)],
  },
  {
    state: "returned",
    box: "Scaffale B2",
    price: 40,
    soldFor: 38,
    daysListed: 16,
    facts: {
      category: ["women.ankle_boots", "seller"],
      brand: ["Clarks", "tag"],
      sizeLabel: ["38", "tag"],
      colours: [[1], "photo"],
      condition: [3, "seller"],
      material: [[{ fibre: "leather" }], "seller"],
      flaws: [["tacco destro consumato"], "seller"],
    },
    photos: two(boots, BLACK, WOOD),
  },
];

/** @param now the time of creation; the samples were listed in the days before */
export function sampleWardrobe(now: number): Sample[] {
  return SAMPLES.map((telling, at) => ({
    item: itemOf(telling, at, now),
    photos: telling.photos,
  }));
}

function itemOf(telling: SampleDescription, at: number, now: number): NewItem {
  const { state, facts, box, price, cost, resale, daysListed, soldFor, note } = telling;
  const listedAt = daysListed === undefined ? undefined : now - daysListed * DAY_MS;
  return {
    state,
    facts: factsOf(facts, now),
    origin: resale ? "resale" : "own",
    importKey: sampleKey(at),
    ...(box && { box }),
    ...(price !== undefined && { price: euro(price) }),
    ...(cost !== undefined && { cost: euro(cost) }),
    ...(note && { note }),
    ...(listedAt !== undefined && { listedAt }),
    ...(soldFor !== undefined && { soldFor: euro(soldFor), soldAt: now - DAY_MS }),
  };
}

const SAMPLE_KEYS = new Set(SAMPLES.map((_, at) => sampleKey(at)));

/** Whether a thing is made up: its price is no evidence of anything. */
export const isSample = ({ importKey = "" }: { readonly importKey?: string }): boolean =>
  SAMPLE_KEYS.has(importKey);
