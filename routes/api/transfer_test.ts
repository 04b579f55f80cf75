import assert from "node:assert/strict";
import { jobCollection } from "../../services/jobs/mod.ts";
import { writeWorkbook } from "../../services/tables/testing.ts";
import { ImportBody, ImportPreviewBody, ImportTableBody } from "./import_bodies.ts";
import { given, openTestApi, refused } from "./testing.ts";

const workbook = () =>
  writeWorkbook({
    sheets: [
      { name: "Guida", rows: [["Compila l'altro foglio"]] },
      {
        name: "Capi",
        rows: [
          ["Cosa", "Firma", "Spedizione"],
          ["Felpa", "Nike", "€4,90", "in più"],
          ["Jeans", null, "€5,90"],
          ["Gonna", "Mango", "€5,90"],
          [],
          ["Totale", "3"],
        ],
        cells: { XFD1048576: 1 },
      },
    ],
  });

Deno.test("a script sees how a table is read, chooses, and sees what would become of it", async () => {
  await using api = await openTestApi();
  const { call, send } = api;
  const { id, state, error } = await given(
    await send("/imports", await workbook(), { "x-file-name": "a.xlsx" }),
    201,
    ImportBody,
  );
  assert.deepEqual([state, error], ["open", null]);

  const table = await given(await call("GET", `/imports/${id}/table`), 200, ImportTableBody);
  assert.deepEqual([table.sheet, table.headerLine, table.leftOut], [1, 1, [[6, 6]]]);
  assert.deepEqual(table.sheets.map(({ name }) => name), ["Guida", "Capi"]);
  assert.deepEqual(
    table.columns.map(({ header, column, proposed }) => [header, column, proposed]),
    [["Cosa", "title", null], ["Firma", "brand", null], ["Spedizione", null, "price"], [
      "",
      "note",
      null,
    ]],
  );

  const changed = await call("PATCH", `/imports/${id}/table`, {
    body: {
      leftOut: [[4, 4], [6, 6]],
      repeated: [1],
      columns: ["title", "brand", "note", "note"],
      decisions: { same: "skip", number: "new", alike: "new" },
    },
  });
  const chosen = await given(changed, 200, ImportTableBody);
  assert.deepEqual(chosen.leftOut, [[4, 4], [6, 6]]);
  assert.equal(chosen.decisions.alike, "new");

  const preview = await given(await call("GET", `/imports/${id}/preview`), 200, ImportPreviewBody);
  assert.deepEqual(preview.actions, { new: 2, update: 0, skip: 0, refuse: 0 });
  assert.equal(preview.leftOut.count, 2);
  assert.deepEqual(preview.strays, { count: 1, places: ["XFD1048576"] });
  assert.deepEqual(preview.noted, [
    { reason: "no_header", header: "", count: 1, samples: ["in più"] },
  ]);
  await refused(
    await call("PATCH", `/imports/${id}/table`, { body: { sheet: 7 } }),
    400,
    /foglio/,
  );
  await refused(await call("PATCH", `/imports/${id}/table`, { body: { headerLine: -1 } }), 400);
});

Deno.test("an import whose job gave up says that it failed, and why", async () => {
  await using api = await openTestApi();
  const { jobs, db } = api.house.services;
  const { id } = await given(
    await api.send("/imports", "Titolo;Marca\nFelpa;Nike\n"),
    201,
    ImportBody,
  );
  await given(await api.call("POST", `/imports/${id}/start`), 202, ImportBody);
  const [waiting] = await jobs.list({ subject: id });
  const row = (await db.get(jobCollection, waiting!.id))!;
  const change = db.change();
  change.update(jobCollection, row, {
    ...row.value,
    state: "dead",
    error: { key: "transfer.newer_copy" },
  });
  await change.commit();
  const { state, error } = await given(
    await api.call("GET", `/imports/${id}`),
    200,
    ImportBody,
  );
  assert.equal(state, "failed");
  assert.match(error!, /versione più recente/);
  await given(await api.call("POST", `/imports/${id}/undo`), 202, ImportBody);
});

Deno.test("a backup of a newer version, and one that was cut, get 400 instead of 201", async () => {
  await using api = await openTestApi();
  const answer = await api.call("GET", "/export/json");
  const backup = await answer.text();
  const newer = backup.replace(/"format":\d+/, '"format":99');
  await refused(await api.send("/imports", newer), 400, /versione più recente/);
  const cut = backup.split("\n").slice(0, -3).join("\n");
  await refused(await api.send("/imports", cut), 400, /incompleta/);
  await given(await api.send("/imports", backup), 201, ImportBody);
});
