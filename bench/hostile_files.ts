/** Files that would hold up or end an app that reads them carelessly, each with two rows of listings where it can. */
import { writeWorkbook, type WrittenSheet } from "../services/tables/testing.ts";

export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const MEGABYTE = 1024 * 1024;
const ROWS = [["titolo", "marca", "prezzo"], ["Borsa", "Furla", 40], ["Sciarpa", "Gucci", 60]];
const TABLE = "titolo;marca;prezzo\nBorsa;Furla;40\nSciarpa;Gucci;60\n";
const COLUMNS = 200;
const EMPTY_ROWS = 1_000_000;

const text = (name: string, content: string): HostileFile => ({
  name,
  bytes: new TextEncoder().encode(content),
});

export async function* hostileFiles(): AsyncGenerator<HostileFile> {
  yield* workbooks();
  yield text("empty-lines.csv", TABLE + "\n".repeat(25 * MEGABYTE));
  yield text("commas.csv", TABLE + ";".repeat(25 * MEGABYTE));
  yield text("open-quote.csv", `${TABLE}"${"x".repeat(25 * MEGABYTE)}`);
  yield text("many-rows.csv", TABLE + "Felpa;Nike;12,50\n".repeat(39_000));
  yield text("too-many-rows.csv", TABLE + "Felpa;Nike;12,50\n".repeat(1_000_000));
  const cell = "<tr><td rowspan=99999 colspan=99999>x";
  yield text("spans.xls", `<html><table>${cell.repeat(300_000)}</table></html>`);
  yield text("deep.json", "[".repeat(15 * MEGABYTE));
  const item = '{"id":1,"title":"Felpa","price":"5"},';
  yield text("answer.json", `{"items":[${item.repeat(500_000).slice(0, -1)}]}`);
  yield text("page.html", `<html>${'<script type="application/json">{}</script>'.repeat(300_000)}`);
}

async function* workbooks(): AsyncGenerator<HostileFile> {
  const wide = [...ROWS[0]!, ...Array.from({ length: COLUMNS - 3 }, (_, at) => `c${at}`)];
  const emptyRows = Array.from(
    { length: EMPTY_ROWS },
    (_, at) => `<row r="${at + 4}" spans="1:8" s="1" customFormat="1"/>`,
  ).join("");
  const sheets: Record<string, WrittenSheet> = {
    "far-cell.xlsx": { rows: ROWS, cells: { XFD50000: "x" } },
    "furthest-cell.xlsx": { rows: ROWS, cells: { XFD1048576: "x" } },
    "last-line.xlsx": { rows: ROWS, cells: { B1048576: "x" } },
    "wide-last-line.xlsx": { rows: [wide, ...ROWS.slice(1)], cells: { A1048576: "x" } },
    "empty-rows.xlsx": { rows: ROWS, rowsXml: emptyRows },
    "merges.xlsx": {
      rows: ROWS,
      merges: Array.from({ length: 100_000 }, (_, at) => `A${at + 1}:GR1048576`),
    },
  };
  for (const [name, sheet] of Object.entries(sheets)) {
    yield { name, bytes: await writeWorkbook({ sheets: [sheet] }) };
  }
  const repeated = Array.from({ length: 1_000 }, () => Array(150).fill({ shared: 0 }));
  yield {
    name: "one-long-text.xlsx",
    bytes: await writeWorkbook({ sheets: [{ rows: repeated }], strings: ["x".repeat(3_900)] }),
  };
}
