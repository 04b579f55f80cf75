import assert from "node:assert/strict";
import { fold, plainFileName, slugOf } from "./text.ts";

Deno.test("fold() takes case, accents and joined letters away", () => {
  assert.equal(fold("Città Ñandú ČÁPEK"), "citta nandu capek");
  assert.equal(fold("Größe Œuvre Łódź"), "grosse oeuvre lodz");
  assert.equal(fold("JEANS W32"), "jeans w32");
  assert.equal(fold("毛衣"), "毛衣");
});

Deno.test("slugOf() leaves what an address can hold", () => {
  assert.equal(slugOf("Felpa «Perché no?», nero e più"), "felpa-perche-no-nero-e-piu");
  assert.equal(slugOf("38/40"), "38-40");
  assert.equal(slugOf("毛衣"), "");
});

Deno.test("plainFileName() drops folders and control characters and keeps the extension", () => {
  assert.equal(plainFileName("C:\\Foto\\gonna\u0007.jpg"), "gonna.jpg");
  assert.equal(plainFileName("../../etc/passwd"), "passwd");
  assert.equal(plainFileName(`${"a".repeat(300)}.jpg`, 10), "aaaaaa.jpg");
  assert.equal(plainFileName("dir/"), "");
});
