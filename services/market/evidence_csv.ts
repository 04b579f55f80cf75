/** The evidence as a table that `market:read` and the import read again, and that no spreadsheet will run. */
import { stringify } from "csv-stringify/sync";
import { colourById, CONDITIONS, material } from "../taxonomy/mod.ts";
import type { Sighting } from "./evidence/sighting.ts";

const BOM = "\ufeff";
const PORTION_ROWS = 500;
/** In which conditions, colours and materials are written: the readers know all languages. */
const LANGUAGE = "it";

type Cell = (sighting: Sighting) => string | undefined;

const moment = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

const COLUMNS: Readonly<Record<string, Cell>> = {
  title: ({ observation }) => observation.title,
  price: ({ observation: { price } }) => (price.cents / 100).toFixed(2),
  currency: ({ observation: { price } }) => price.currency,
  kind: ({ observation }) => observation.kind,
  brand: ({ observation }) => observation.brand,
  category: ({ observation }) => observation.category,
  size: ({ observation }) => observation.size,
  condition: ({ observation }) =>
    CONDITIONS.find(({ id }) => id === observation.condition)?.labels[LANGUAGE],
  color: ({ observation }) =>
    observation.colours.map((id) => colourById(id)?.labels[LANGUAGE]).filter(Boolean).join(", "),
  material: ({ observation }) =>
    observation.materials.map((fibre) => material(fibre)?.labels[LANGUAGE] ?? fibre).join(", "),
  country: ({ observation }) => observation.country,
  captured: ({ lastSeen }) => moment(lastSeen),
  listed: ({ observation }) => moment(observation.listedAt),
  id: ({ observation }) => observation.id,
  link: ({ observation }) => observation.link,
  mode: ({ observation }) => observation.mode,
};

export async function* evidenceCsv(sightings: AsyncIterable<Sighting>): AsyncGenerator<string> {
  let rows: string[][] = [Object.keys(COLUMNS)];
  yield BOM;
  for await (const sighting of sightings) {
    rows.push(Object.values(COLUMNS).map((cell) => cell(sighting) ?? ""));
    if (rows.length < PORTION_ROWS) continue;
    yield csvText(rows);
    rows = [];
  }
  yield csvText(rows);
}

const csvText = (rows: string[][]): string =>
  stringify(rows, {
    escape_formulas: true,
    record_delimiter: "windows",
    quoted_match: /[\r\n]/,
  });
