/** Measures in one cell: "Vita 40 cm, lunghezza 102,5", "chest: 52; sleeve 61". */
import type { Measure } from "../../inventory/mod.ts";
import { MEASURE_LABELS, MEASURES } from "../../taxonomy/mod.ts";
import { plain } from "./plain.ts";

const MM_PER_CM = 10;
const MM_MAX = 3_000;

/** Besides the full names: what is written in a hurry. */
const SHORT: Partial<Record<Measure, string>> = {
  chest: "petto, torace, seno, busto, ascelle, bust, p2p, pit, poitrine",
  length: "lungo, lung, altezza capo",
  shoulders: "spalla, shoulder",
  sleeve: "maniche, sleeves",
  waist: "girovita, giro vita",
  hips: "fianco, hip",
  insole: "suola, sole",
};

const BY_NAME = new Map<string, Measure>(
  MEASURES.flatMap((measure) =>
    [measure, ...Object.values(MEASURE_LABELS[measure]), ...(SHORT[measure]?.split(", ") ?? [])]
      .map((name) => [plain(name), measure] as const)
  ),
);
const ONE = /([\p{L}][\p{L}\s'’.]*?)\s*[:=]?\s*(\d+(?:[.,]\d+)?)\s*(cm|mm)?(?=$|[^\p{L}\d])/giu;

type Measures = Partial<Record<Measure, number>>;

/** Millimetres; `null` when something in the cell was not understood: half of it would mislead. */
export function readMeasures(text: string): Measures | null {
  const found: Measures = {};
  for (const [, name = "", figure = "", unit] of text.matchAll(ONE)) {
    const measure = BY_NAME.get(plain(name));
    const mm = Math.round(Number(figure.replace(",", ".")) * (unit === "mm" ? 1 : MM_PER_CM));
    if (!measure || mm <= 0 || mm > MM_MAX) return null;
    found[measure] = mm;
  }
  return Object.keys(found).length > 0 ? found : null;
}
