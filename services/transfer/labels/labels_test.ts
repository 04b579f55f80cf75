import assert from "node:assert/strict";
import { encode } from "uqr";
import { FORMAT_KEYS, FORMATS, placesOn } from "./formats.ts";
import { drawLabel, pagesOf } from "./layout.ts";
import { labelsPdf } from "./pdf.ts";

const LABEL = {
  tag: "N. 0231",
  name: "Cappotto Max Mara in lana vergine, cammello e blu marino",
  box: "Scatola A2",
  url: "http://192.168.1.20:8000/items/231",
};
const latin1 = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

for (const key of FORMAT_KEYS) {
  const format = FORMATS[key];
  Deno.test(`on ${key} all labels lie on the page, and what is on a label stays on it`, () => {
    const labels = Array.from({ length: placesOn(format) }, () => LABEL);
    const [page] = pagesOf(labels, format);
    for (const { x, y } of page!) {
      assert.ok(x >= 0 && x + format.label.width <= format.page.width + 0.01);
      assert.ok(y >= 0 && y + format.label.height <= format.page.height + 0.01);
    }
    for (const mark of drawLabel(LABEL, format)) {
      const width = mark.kind === "text"
        ? mark.text.length * mark.size * 0.6
        : mark.kind === "code"
        ? mark.module * mark.rows.length
        : mark.width;
      assert.ok(mark.x + width <= format.label.width, `${mark.kind} ${mark.x} ${width}`);
      assert.ok(mark.y <= format.label.height);
    }
  });

  Deno.test(`on ${key} the code is the address, large enough for a phone`, () => {
    const code = drawLabel(LABEL, format).find((mark) => mark.kind === "code")!;
    assert.deepEqual(code.rows, encode(LABEL.url, { ecc: "M", border: 2 }).data);
    assert.ok(code.module >= 0.45, `${code.module} mm`);
  });
}

Deno.test("a sheet that was begun is used up from its first free place", () => {
  const format = FORMATS.a4_24;
  const pages = pagesOf([LABEL, LABEL, LABEL], format, 23);
  assert.deepEqual(pages.map((page) => page.length), [2, 1]);
  assert.deepEqual([pages[0]![0]!.x, pages[0]![0]!.y], [70, 4.5 + 7 * 36]);
  assert.deepEqual([pages[1]![0]!.x, pages[1]![0]!.y], [0, 4.5]);
  assert.equal(pagesOf([LABEL], format, 999)[0]!.length, 1);
});

Deno.test("the PDF has a page a sheet, of its true size, and a table that finds every object", () => {
  const text = latin1(labelsPdf(Array.from({ length: 25 }, () => LABEL), FORMATS.a4_24));
  assert.equal(text.match(/\/Type\/Page\//g)?.length, 2);
  assert.match(text, /MediaBox\[0 0 595\.276 841\.89\]/);
  const table = Number(/startxref\n(\d+)/.exec(text)![1]);
  assert.ok(text.startsWith("xref", table));
  for (const [, place] of text.matchAll(/^(\d{10}) 00000 n $/gm)) {
    assert.match(text.slice(Number(place), Number(place) + 12), /^\d+ 0 obj/);
  }
  for (const [, length, content] of text.matchAll(/Length (\d+)>>stream\n([\s\S]*?)\nendstream/g)) {
    assert.equal(content!.length, Number(length));
  }
});

function printedWords(name: string): string {
  const text = latin1(labelsPdf([{ ...LABEL, name }], FORMATS.roll_62));
  return [...text.matchAll(/<([0-9a-f]+)> Tj/g)].map(([, hex]) =>
    new TextDecoder("windows-1252").decode(Uint8Array.fromHex(hex!))
  ).join(" ");
}

Deno.test("letters that the printer's fonts lack lose their accent rather than the word", () => {
  const words = printedWords("Łódź Reštart đı €");
  assert.ok(words.includes("Lódz Reštart di €"), words);
});

Deno.test("every Latin letter of European languages prints as a letter", () => {
  for (let code = 0x41; code <= 0x17f; code++) {
    const letter = String.fromCodePoint(code);
    if (!/\p{Script=Latin}/u.test(letter) || !/\p{L}/u.test(letter)) continue;
    const words = printedWords(`a${letter}b`);
    assert.match(words, /a\p{L}{1,3}b/u, letter);
  }
});
