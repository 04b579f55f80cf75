import assert from "node:assert/strict";
import { decodeText, type Encoding } from "./text_encoding.ts";

const utf16 = (text: string, { big = false, mark = false } = {}): Uint8Array => {
  const codes = [...(mark ? "\ufeff" : ""), ...text].map((letter) => letter.charCodeAt(0));
  const bytes = new DataView(new ArrayBuffer(codes.length * 2));
  for (const [at, code] of codes.entries()) bytes.setUint16(at * 2, code, !big);
  return new Uint8Array(bytes.buffer);
};

/** From a table of the letters that differ from ASCII. */
const encoded = (text: string, letters: Record<string, number>): Uint8Array =>
  Uint8Array.from(text, (letter) => letters[letter] ?? letter.charCodeAt(0));
const MAC = { à: 0x88, è: 0x8f, é: 0x8e, ì: 0x93, ò: 0x98, ù: 0x9d, "€": 0xdb, "’": 0xd5 };
const WINDOWS = { à: 0xe0, è: 0xe8, é: 0xe9, ì: 0xec, ò: 0xf2, ù: 0xf9, "€": 0x80, "’": 0x92 };

Deno.test("decodeText() tells the encodings of spreadsheets apart", () => {
  const table = "titolo\tnota\r\nPiù bello\tcosì è\r\n";
  const cases: [Uint8Array, string, Encoding][] = [
    [new TextEncoder().encode("Età €"), "Età €", "utf-8"],
    [new TextEncoder().encode("\ufeffEtà"), "Età", "utf-8"],
    [encoded("Età €", WINDOWS), "Età €", "windows-1252"],
    [encoded("l’età è più così perché", WINDOWS), "l’età è più così perché", "windows-1252"],
    [utf16(table, { mark: true }), table, "utf-16le"],
    [utf16(table, { mark: true, big: true }), table, "utf-16be"],
    [utf16(table), table, "utf-16le"],
    [utf16(table, { big: true }), table, "utf-16be"],
  ];
  for (const [bytes, text, encoding] of cases) {
    assert.deepEqual(decodeText(bytes), { text, encoding });
  }
});

Deno.test("decodeText() knows Excel for Mac by bytes that Windows has not", () => {
  const text = "titolo;nota\nGonna più corta;è così\n";
  assert.deepEqual(decodeText(encoded(text, MAC)), { text, encoding: "macintosh" });
});

Deno.test("decodeText() knows Excel for Mac by its line ends", () => {
  const text = "titolo;prezzo\rGonna;9 €\r";
  assert.deepEqual(decodeText(encoded(text, MAC)), { text, encoding: "macintosh" });
});

Deno.test("decodeText() knows Mac Roman by letters that would be signs inside words", () => {
  const text = "titolo;nota\nMaglia unità;perché così però\n";
  assert.deepEqual(decodeText(encoded(text, MAC)), { text, encoding: "macintosh" });
});
