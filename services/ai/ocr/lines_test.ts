import assert from "node:assert/strict";
import { inReadingOrder, type Piece } from "./lines.ts";

const PICTURE = { width: 500, height: 200 };

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
  ], PICTURE);
  assert.deepEqual(lines.map(({ text }) => text), ["BELLA", "55% LINO", "TAGLIA 42"]);
});

Deno.test("inReadingOrder() keeps two columns apart", () => {
  const lines = inReadingOrder([piece("IT", 50, 10), piece("COTONE", 400, 10)], PICTURE);
  assert.deepEqual(lines.map(({ text }) => text), ["IT", "COTONE"]);
});

Deno.test("inReadingOrder() reads a label that stands on its head", () => {
  const turned = [piece("BELLA", 80, 90), piece("LINO", 60, 50), piece("55%", 120, 50)]
    .map((piece) => ({ ...piece, flipped: true }));
  assert.deepEqual(inReadingOrder(turned, PICTURE).map(({ text }) => text), ["BELLA", "55% LINO"]);
});

Deno.test("inReadingOrder() is as sure of a line as of its least sure piece", () => {
  const lines = inReadingOrder([piece("55%", 60, 50), {
    ...piece("LINO", 120, 50),
    confidence: 0.7,
  }], PICTURE);
  assert.equal(lines[0]?.confidence, 0.7);
});

Deno.test("inReadingOrder() takes nothing", () =>
  assert.deepEqual(inReadingOrder([], PICTURE), []));

Deno.test("inReadingOrder() tells where each line stands in the picture, and which way up", () => {
  const pieces = [piece("55%", 60, 50), piece("LINO", 120, 50)];
  const [line] = inReadingOrder(pieces, PICTURE);
  assert.deepEqual(line?.place, { x: 0.09, y: 0.2, width: 0.19, height: 0.1, turn: 0 });
  const upsideDown = inReadingOrder(pieces.map((one) => ({ ...one, flipped: true })), PICTURE);
  assert.equal(upsideDown[0]?.place?.turn, 180);
  const standing = { width: 20, height: 80 };
  assert.equal(inReadingOrder([piece("LINO", 50, 60, standing)], PICTURE)[0]?.place?.turn, 90);
});

Deno.test("inReadingOrder() keeps the place of a line within the picture", () => {
  const [line] = inReadingOrder([piece("COMPOSIZIONE", 10, 5)], PICTURE);
  assert.deepEqual(line?.place, { x: 0, y: 0, width: 0.14, height: 0.075, turn: 0 });
});
