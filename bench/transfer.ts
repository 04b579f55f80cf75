/** Many items in from a table, and out again with everything known of them. */
import { timed } from "./timing.ts";
import type { Owner } from "../tests/support/owner.ts";

const NOUNS = ["Felpa", "Vestito", "Jeans", "Scarpe", "Cappotto", "Gonna", "Borsa", "Camicia"];
const BRANDS = ["Nike", "Zara", "Mango", "Levi's", "Adidas", "H&M", "Benetton", "Diesel", "Furla"];
const COLOURS = ["nero", "blu", "rosso", "beige", "bianco", "verde"];
const SIZES = ["S", "M", "L", "XL", "38", "40", "42"];
const CONDITIONS = ["Ottime", "Buone", "Nuovo senza cartellino", "Discrete"];
const STATES = ["bozza", "pronto", "pubblicato", "venduto"];

/** A table as a seller's own spreadsheet would give it. */
export function tableOf(items: number): string {
  const of = (list: readonly string[], i: number) => list[i % list.length]!;
  const rows = Array.from({ length: items }, (_, i) => [
    `${of(NOUNS, i)} ${of(BRANDS, i * 7)} ${of(COLOURS, i * 5)} ${i}`,
    of(BRANDS, i * 7),
    of(SIZES, i * 3),
    of(CONDITIONS, i),
    of(COLOURS, i * 5),
    `${5 + i % 90},50`,
    `Scatola ${i % 40}`,
    of(STATES, i * 3),
  ]);
  const header = [
    "Titolo",
    "Marca",
    "Taglia",
    "Condizioni",
    "Colore",
    "Prezzo",
    "Scatola",
    "Stato",
  ];
  return [header, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(";")).join("\r\n");
}

/** From sending the file to the last item in the wardrobe, decisions as they are proposed. @returns seconds */
export async function importTable(owner: Owner, items: number): Promise<number> {
  const table = tableOf(items);
  return await timed(async () => {
    const form = new FormData();
    form.append("file", new File([table], "armadio.csv", { type: "text/csv" }));
    const columns = await owner.send("/import", form);
    const preview = columns.replace(/\/columns$/, "");
    if (columns !== preview) {
      await owner.send(columns, asProposed(await owner.read(columns)));
    }
    await owner.send(`${preview}/start`, {});
    await until(owner, preview, /refused\.csv|\/undo"/);
  }) / 1000;
}

/** Everything as JSON, read to its last byte. @returns seconds */
export async function exportAll({ ask }: Owner): Promise<number> {
  return await timed(async () => {
    const answer = await ask("/export/wardrobe.json");
    if (answer.status !== 200) throw new Error(`Export: ${answer.status}`);
    await answer.arrayBuffer();
  }) / 1000;
}

/** The columns as the page guessed them. */
export function asProposed(html: string): Record<string, string> {
  const form: Record<string, string> = {};
  for (
    const [, name, options] of html.matchAll(
      /<select[^>]*name="(column\d+)"[^>]*>(.*?)<\/select>/gs,
    )
  ) {
    const [, value] = /<option\s+value="([^"]*)" selected/.exec(options!) ?? [];
    form[name!] = value ?? "";
  }
  return form;
}

/** Reads the page again after each change of a job, until it shows that the import is over. */
async function until({ ask, read }: Owner, path: string, over: RegExp): Promise<void> {
  const events = await ask("/events");
  const reader = events.body!.getReader();
  while (!over.test(await read(path))) {
    const { done } = await reader.read();
    if (done) throw new Error("The events ended before the import did.");
  }
  await reader.cancel();
}
