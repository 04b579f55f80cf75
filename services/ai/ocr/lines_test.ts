import assert from "node:assert/strict";
import { inReadingOrder, type Piece } from "./lines.ts";

function piece(text: string, x: number, y: number, options: Partial<Piece["where"]> = {}): Piece {
  const where = { centre: { x, y }, width: text.length * 10, height: 20, angle: 0, ...options };
  return { text, confidence: 0.9, where, flipped: false };
}

Deno.test("inReadingOrder() joins what stands side by side, and goes from top to bottom", () => {
  const lines = inReadingOrder([
    piece("TAGLIA 42", 100, 90),
    piece("LINO", 120, 51),
    piece("55%", 60, 49),
    piece("BELLA", 80, 10),
  ]);
  assert.deepEqual(lines.map(({ text }) => text), ["BELLA", "55% LINO", "TAGLIA 42"]);
});

Deno.test("inReadingOrder() keeps two columns apart", () => {
  const lines = inReadingOrder([piece("IT", 50, 10), piece("COTONE", 400, 10)]);
  assert.deepEqual(lines.map(({ text }) => text), ["IT", "COTONE"]);
});

Deno.test("inReadingOrder() reads a label that stands on its head", () => {
  const turned = [piece("BELLA", 80, 90), piece("LINO", 60, 50), piece("55%", 120, 50)]
    .map((piece) => ({ ...piece, flipped: true }));
  assert.deepEqual(inReadingOrder(turned).map(({ text }) => text), ["BELLA", "55% LINO"]);
});

Deno.test("inReadingOrder() is as sure of a line as of its least sure piece", () => {
  const lines = inReadingOrder([piece("55%", 60, 50), {
    ...piece("LINO", 120, 50),
    confidence: 0.7,
  }]);
  assert.equal(lines[0]?.confidence, 0.7);
});

Deno.test("inReadingOrder() takes nothing", () => assert.deepEqual(inReadingOrder([]), []));
