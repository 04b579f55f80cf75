import assert from "node:assert/strict";
import { chance } from "../testing.ts";
import { dot, factor, inverseDiagonal, solve } from "./cholesky.ts";

/** Symmetric and surely positive: a product with its mirror, and something on the diagonal. */
function positive(size: number): Float64Array {
  const random = chance(`matrix ${size}`);
  const half = Array.from({ length: size }, () => Float64Array.from({ length: size }, random));
  const cell = (i: number, j: number) => dot(half[i]!, half[j]!) + (i === j ? 1 : 0);
  return Float64Array.from(
    { length: size * size },
    (_, at) => cell(Math.floor(at / size), at % size),
  );
}
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-8, `${a} and ${b}`);

Deno.test("solve() gives the vector that the matrix takes back to the given one", () => {
  for (const size of [1, 2, 7, 40]) {
    const matrix = positive(size);
    const given = Float64Array.from({ length: size }, (_, i) => i - 3);
    const solved = solve(factor(matrix, size), given);
    given.forEach((value, i) =>
      near(dot(matrix.subarray(i * size, (i + 1) * size), solved), value)
    );
  }
});

Deno.test("inverseDiagonal() agrees with the inverse asked for column by column", () => {
  const size = 12;
  const factored = factor(positive(size), size);
  inverseDiagonal(factored).forEach((value, i) => {
    const unit = Float64Array.from({ length: size }, (_, j) => Number(i === j));
    near(solve(factored, unit)[i]!, value);
  });
});
