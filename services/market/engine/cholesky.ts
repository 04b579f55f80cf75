/** A symmetric positive matrix taken apart once, then asked many things. Rows lie one after the other. */
export interface Factor {
  readonly size: number;
  /** The lower triangle L, of which the matrix is L times its mirror. */
  readonly lower: Float64Array;
}

/** Numbers that ought to be positive but for rounding. */
const LEAST = 1e-12;

export function factor(matrix: Float64Array, size: number): Factor {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j]!;
      const [a, b] = [i * size, j * size];
      for (let k = 0; k < j; k += 1) sum -= lower[a + k]! * lower[b + k]!;
      lower[a + j] = i === j ? Math.sqrt(Math.max(sum, LEAST)) : sum / lower[b + j]!;
    }
  }
  return { size, lower };
}

/** L⁻¹ times a vector. */
export function forward({ size, lower }: Factor, vector: ArrayLike<number>): Float64Array {
  const solved = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k += 1) sum -= lower[i * size + k]! * solved[k]!;
    solved[i] = sum / lower[i * size + i]!;
  }
  return solved;
}

/** The inverse of the matrix times a vector. */
export function solve(factored: Factor, vector: ArrayLike<number>): Float64Array {
  const { size, lower } = factored;
  const solved = forward(factored, vector);
  for (let i = size - 1; i >= 0; i -= 1) {
    const value = solved[i]! / lower[i * size + i]!;
    solved[i] = value;
    for (let k = 0; k < i; k += 1) solved[k] = solved[k]! - lower[i * size + k]! * value;
  }
  return solved;
}

/** The diagonal of the inverse: the sum of squares of each column of L⁻¹. */
export function inverseDiagonal({ size, lower }: Factor): Float64Array {
  const diagonal = new Float64Array(size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j += 1) {
    let squares = 0;
    for (let i = j; i < size; i += 1) {
      let sum = i === j ? 1 : 0;
      const row = i * size;
      for (let k = j; k < i; k += 1) sum -= lower[row + k]! * column[k]!;
      const value = sum / lower[row + i]!;
      column[i] = value;
      squares += value * value;
    }
    diagonal[j] = squares;
  }
  return diagonal;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
