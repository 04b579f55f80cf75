/** The few best of very many, without sorting all of them. */

/** Those with the highest scores, best first; among equals the latest. */
export function bestRows(rows: Int32Array, scores: Float64Array, limit: number): number[] {
  const least = rows.length > limit ? kthGreatest(scoresOf(rows, scores), limit) : 0;
  const kept: number[] = [];
  for (const row of rows) if (scores[row]! >= least) kept.push(row);
  return kept.sort((a, b) => scores[b]! - scores[a]! || b - a).slice(0, limit);
}

function scoresOf(rows: Int32Array, scores: Float64Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) values[at] = scores[rows[at]!]!;
  return values;
}

/** Hoare's selection: what stands at place `k`, from 1, when the greatest come first. Disorders `values`. */
function kthGreatest(values: Float64Array, k: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const [left, right] = parted(values, from, to);
    if (k - 1 <= right) to = right;
    else if (k - 1 >= left) from = left;
    else break;
  }
  return values[k - 1]!;
}

/** Greater ones to the left, smaller ones to the right. */
function parted(values: Float64Array, from: number, to: number): [number, number] {
  const pivot = values[(from + to) >>> 1]!;
  let [left, right] = [from, to];
  while (left <= right) {
    while (values[left]! > pivot) left += 1;
    while (values[right]! < pivot) right -= 1;
    if (left > right) break;
    [values[left], values[right]] = [values[right]!, values[left]!];
    left += 1;
    right -= 1;
  }
  return [left, right];
}
