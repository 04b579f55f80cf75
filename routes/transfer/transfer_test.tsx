import assert from "node:assert/strict";
import { Hono } from "hono";
import { LOCALES, translator } from "../../locales/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { writeWorkbook } from "../../services/tables/testing.ts";
import { openTestTransfer, type TestTransfer } from "../../services/transfer/testing.ts";
import type { Env } from "../env.ts";
import { exportRoutes } from "./export.tsx";
import { importRoutes } from "./import.tsx";
import { labelRoutes } from "../items/labels.tsx";
import { answerProblem } from "../frame/problems.tsx";

function appOf(t: TestTransfer, locale: (typeof LOCALES)[number] = "it"): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator(locale));
    c.set("locale", locale);
    c.set("theme", "auto");
    c.set("assets", { script: "/main.js", style: "/main.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route("/import", importRoutes(t));
  app.route("/export", exportRoutes(t));
  app.route("/items/labels", labelRoutes({ ...t, config: { publicOrigin: null } }));
  app.onError(answerProblem(silentLogger));
  return app;
}

function upload(app: Hono<Env>, content: string | Uint8Array<ArrayBuffer>, name = "armadio.csv") {
  const body = new FormData();
  body.append("file", new File([content], name));
  return app.request("/import", { method: "POST", body });
}
function post(app: Hono<Env>, path: string, fields: Record<string, string> = {}) {
  return app.request(path, { method: "POST", body: new URLSearchParams(fields) });
}
const textOf = async (app: Hono<Env>, path: string) => await (await app.request(path)).text();

const TABLE = "Numero;Cosa;Marca;Prezzo;Posto\n1;Felpa blu;Nike;12,50;A1\n2;Top;Zara;boh;A2\n3;;;;";

Deno.test("a table goes from upload to columns, preview, result and undo, with forms alone", async () => {
  await using t = await openTestTransfer();
  const app = appOf(t);
  const columns = (await upload(app, TABLE)).headers.get("location")!;
  assert.match(columns, /^\/import\/\w{26}\/columns$/);
  const asked = await textOf(app, columns);
  assert.match(asked, /<option\s+value="title" selected>Titolo</);
  assert.match(asked, /Felpa blu · Top/);

  const fields = {
    column0: "number",
    column1: "title",
    column2: "brand",
    column3: "price",
    column4: "box",
  };
  const preview = (await post(app, columns, fields)).headers.get("location")!;
  const shown = await textOf(app, preview);
  assert.match(shown, /2 capi nuovi/);
  assert.match(shown, /Prezzo: boh/);

  const started = await post(app, `${preview}/start`);
  assert.equal(started.status, 303);
  await t.settled();
  const result = await textOf(app, preview);
  assert.match(result, /2 capi nuovi/);
  assert.match(result, /Una riga non è entrata/);
  const refused = await app.request(`${preview}/refused.csv`);
  assert.match(refused.headers.get("content-disposition")!, /attachment/);
  assert.match(await refused.text(), /Non dice niente di un capo/);

  await post(app, `${preview}/undo`);
  await t.settled();
  assert.match(await textOf(app, preview), /Importazione annullata/);
  assert.match(await textOf(app, "/import"), /Annullato/);
});

Deno.test("conflicts are shown with their items and what can be done with them", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", TABLE);
  const app = appOf(t, "en");
  const columns = (await upload(app, TABLE)).headers.get("location")!;
  const path = columns.replace("/columns", "");
  assert.match(await textOf(app, path), /2 items are already here/);
  await post(app, `${path}/decisions`, { same: "new" });
  assert.match(await textOf(app, path), /value="new" checked/);
});

Deno.test("a refused file comes back to the form with its sentence", async () => {
  await using t = await openTestTransfer();
  const answer = await upload(appOf(t), '{"a":1}', "x.json");
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /Questo JSON non viene da qui/);
});

Deno.test("two columns for the same thing come back as they were chosen", async () => {
  await using t = await openTestTransfer();
  const app = appOf(t);
  const columns = (await upload(app, TABLE)).headers.get("location")!;
  const answer = await post(app, columns, { column1: "title", column2: "title" });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /La stessa cosa è scelta per due colonne/);
});

Deno.test("a header line that is not there comes back beside its field", async () => {
  await using t = await openTestTransfer();
  const app = appOf(t);
  const columns = (await upload(app, TABLE)).headers.get("location")!;
  const layout = columns.replace("columns", "layout");
  for (const headerLine of ["99", "boh"]) {
    const answer = await post(app, layout, { headerLine });
    assert.equal(answer.status, 422, headerLine);
    const page = await answer.text();
    assert.match(page, /id="headerLine-error">Questa riga nel foglio non c’è/);
    assert.match(page, /Per esempio: Felpa blu/);
  }
  const again = await app.request(layout);
  assert.equal(again.headers.get("location"), columns);
});

Deno.test("what is exported in either language is recognised, and a copy can be looked at", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", TABLE);
  for (const locale of LOCALES) {
    const app = appOf(t, locale);
    assert.equal((await app.request("/export")).status, 200);
    for (const kind of ["csv", "json", "zip"] as const) {
      const file = await app.request(`/export/wardrobe.${kind}`);
      assert.match(file.headers.get("content-disposition")!, new RegExp(`2026-01-15.${kind}`));
      const answer = await upload(app, await file.bytes(), `a.${kind}`);
      const path = answer.headers.get("location")!;
      assert.match(path, /^\/import\/\w{26}$/, kind);
      assert.equal((await app.request(path)).status, 200);
    }
  }
});

Deno.test("labels for the chosen items, or for all that a search finds", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", TABLE);
  const app = appOf(t);
  const { value: felpa } = await t.inventory.get(1);
  const page = await textOf(app, `/items/labels?id=${felpa.id}&format=roll_62`);
  assert.match(page, /N\. 0001/);
  assert.match(page, /solo su questo computer/);
  assert.doesNotMatch(page, /style=/);
  assert.match(await textOf(app, "/items/labels?brand=Zara"), /N\. 0002/);
  assert.match(await textOf(app, "/items/labels"), /Scegli dei capi/);
  const pdf = await app.request(`/items/labels/labels.pdf?id=${felpa.id}&format=roll_62`);
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
});

/** Two sheets; a line above the header, a footer, a far cell, a proposal, and words for the note. */
const workbook = () =>
  writeWorkbook({
    sheets: [
      { name: "Venduti", rows: [["titolo", "marca", "prezzo"], ["Top", "Zara", 5]] },
      {
        name: "Tutti",
        rows: [
          ["Elenco", "2026"],
          ["Cosa", "Firma", "Spedizione"],
          ["Felpa", "Nike", "€4,90", "in più"],
          ["Jeans", null, "€5,90"],
          ["Gonna", "Mango", "€5,90"],
          [],
          ["Totale", "3"],
        ],
        cells: { XFD1048576: 12.345 },
      },
    ],
  });

Deno.test("sheet, header line, cells to repeat and lines to leave out are chosen with forms alone", async () => {
  await using t = await openTestTransfer();
  const app = appOf(t);
  const columns = (await upload(app, await workbook(), "a.xlsx")).headers.get("location")!;
  const path = columns.replace("/columns", "");
  const sheets = await textOf(app, columns);
  assert.match(sheets, /<option\s+value="0" selected>Venduti</);

  const moved = await post(app, `${path}/layout`, { sheet: "1", headerLine: "1" });
  assert.equal(moved.headers.get("location"), columns);
  const all = await textOf(app, columns);
  assert.match(all, /<option\s+value="2" selected>Riga 2: Cosa · Firma · Spedizione</);
  assert.match(all, /Dai valori sembra Prezzo: sceglilo se è giusto/);
  assert.match(all, /Senza intestazione \(colonna D\)/);

  const chosen = { column0: "title", column1: "brand", column2: "", column3: "note", repeat: "1" };
  assert.equal((await post(app, columns, chosen)).headers.get("location"), path);
  const preview = await textOf(app, path);
  assert.match(preview, /Una cella lontana dalla tabella resta fuori: XFD1048576/);
  assert.match(preview, /1 cella senza intestazione: in più/);
  assert.match(preview, /Non la leggo/);
  assert.match(preview, /3 capi nuovi/);
  assert.match(preview, /<input type="checkbox" value="7" checked[^>]*name="leave"/);

  const left = await post(app, `${path}/rows`, { lines: "5", leave: "7" });
  assert.equal(left.headers.get("location"), path);
  const fewer = await textOf(app, path);
  assert.match(fewer, /2 capi nuovi/);
  assert.match(fewer, /2 righe restano fuori/);
  await post(app, `${path}/start`);
  await t.settled();
  assert.equal((await t.inventory.get(2)).value.facts.brand?.value, "Nike");
});

Deno.test("lines that cannot be read come back as they were typed, with the way to write them", async () => {
  await using t = await openTestTransfer();
  const app = appOf(t, "en");
  const columns = (await upload(app, TABLE)).headers.get("location")!;
  const path = columns.replace("/columns", "");
  const answer = await post(app, `${path}/rows`, { lines: "dalla 3" });
  assert.equal(answer.status, 422);
  const page = await answer.text();
  assert.match(page, /value="dalla 3"/);
  assert.match(page, /Write the lines like this: 12, 40-55/);
  const empty = await post(app, `${path}/rows`, { lines: "1-9" });
  assert.equal(empty.status, 422);
  assert.match(await empty.text(), /This table is empty/);
});

Deno.test("a number of a workbook is shown as the reader writes it", async () => {
  await using t = await openTestTransfer();
  const bytes = await writeWorkbook({ sheets: [{ rows: [["titolo", "costo"], ["Top", 12.345]] }] });
  const path = (await upload(appOf(t), bytes, "a.xlsx")).headers.get("location")!;
  assert.match(await textOf(appOf(t), path), /Per esempio: 12,345/);
  assert.match(await textOf(appOf(t, "en"), path), /For example: 12\.345/);
});
