import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { openTableFile } from "./table_file.ts";

const read = async (text: string | Uint8Array<ArrayBuffer>) => {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const { kind, sheets } = await openTableFile(bytes);
  const read = await Promise.all(sheets.map(async ({ name, read }) => ({ name, ...await read() })));
  return {
    kind,
    sheets: read.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => cells) })),
  };
};

Deno.test("an HTML page under the name .xls gives its tables", async () => {
  const { kind, sheets } = await read(`<html><head><style>td { color: red }</style></head><body>
    <table border=1><tr><th>titolo<th>marca<th>prezzo
    <tr><td>Gonna<br>corta</td><td>H&amp;M</td><td> 9,50&nbsp;€ </td></tr>
    <tr><td><table><tr><td>Camicia</td></tr></table></td><td>Zara</td></table>
    <table><tr><td>altra</td></tr></table></body></html>`);
  assert.equal(kind, "html");
  assert.deepEqual(sheets[0]!.rows, [
    ["titolo", "marca", "prezzo"],
    ["Gonna\ncorta", "H&M", "9,50 €"],
    ["Camicia", "Zara"],
  ]);
  assert.deepEqual(sheets[1]!.rows, [["altra"]]);
});

Deno.test("cells that span rows of an HTML table count in each of them", async () => {
  const { sheets } = await read(
    "<table><tr><td>marca<td>titolo<tr><td rowspan=2>Zara<td>Top<tr><td>Gonna<tr><td colspan=2>Jeans</table>",
  );
  assert.deepEqual(sheets[0]!.rows, [["marca", "titolo"], ["Zara", "Top"], ["Zara", "Gonna"], [
    "Jeans",
  ]]);
});

Deno.test("spans without measure cost nothing", async () => {
  const row = "<tr><td rowspan=99999999 colspan=99999999>x<td rowspan=99999999>y";
  const { sheets } = await read(`<table>${row.repeat(400)}</table>`);
  assert.equal(sheets.length, 1);
});

Deno.test("XML Spreadsheet 2003 gives sheets, numbers, days, gaps and merged cells", async () => {
  const { kind, sheets } = await read(`<?xml version="1.0"?>
    <?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Capi"><Table>
    <Row><Cell><Data ss:Type="String">marca</Data></Cell><Cell><Data>titolo</Data></Cell></Row>
    <Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">Zara</Data></Cell>
      <Cell><Data ss:Type="String">Abito <B>blu</B></Data></Cell>
      <Cell ss:Index="4"><Data ss:Type="Number">9.505</Data></Cell>
      <Cell><Data ss:Type="DateTime">2026-01-15T00:00:00.000</Data></Cell></Row>
    <Row><Cell ss:Index="2"><Data ss:Type="String">Top</Data><Comment><Data>no</Data></Comment></Cell>
      <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
    </Table></Worksheet></Workbook>`);
  assert.equal(kind, "xml");
  assert.deepEqual(sheets, [{
    name: "Capi",
    rows: [
      ["marca", "titolo"],
      ["Zara", "Abito blu", "", 9.505, "2026-01-15"],
      ["Zara", "Top", "true"],
    ],
  }]);
});

Deno.test("other XML, a page without a table, a picture and a PDF are refused with a sentence", async () => {
  const refuses = (content: string | Uint8Array<ArrayBuffer>, key: string) =>
    assert.rejects(read(content), (error) => isFailure(error, "invalid") && error.key === key);
  await refuses('<?xml version="1.0"?><rss/>', "tables.not_a_table");
  await refuses(
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
    "tables.not_a_table",
  );
  await refuses(new Uint8Array([1, 0, 2, 0, 3]), "tables.not_a_table");
  await refuses(new Uint8Array(), "tables.empty_table");
  await refuses(
    "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Row>",
    "tables.unreadable_table",
  );
  assert.deepEqual((await read("<html>Ciao</html>")).sheets, []);
});

Deno.test("a page in the encoding that it names is read in it", async () => {
  const bytes = Uint8Array.from(
    '<html><meta charset="iso-8859-2"><table><tr><td>\xb3\xf3d\xbc</table>',
    (letter) => letter.charCodeAt(0),
  );
  assert.deepEqual((await read(bytes)).sheets[0]!.rows, [["łódź"]]);
});
