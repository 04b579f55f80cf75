/** From what a listing is made of to the listings that have it: who could be like this one, at bounded cost. */
import { bestRows } from "./best_rows.ts";
import type { Profile } from "./profile.ts";

/** Of a trait that very many share, the latest so many are looked at. */
const POSTINGS_READ_MAX = 3_000;
/** A trait that every other listing has tells little; the rarer it is, the more it counts. */
const rarity = (holders: number, all: number): number => Math.log(1 + all / holders);

export class Postings {
  /** Rows in rising order; most traits have one holder, which needs no list. */
  readonly #holders = new Map<string, number | number[]>();
  /** By row; zero again after each question. */
  #scores = new Float64Array(0);
  #touched = new Int32Array(0);
  /** How many are here, and how high their rows go. */
  #all = 0;
  #rows = 0;

  add(row: number, profile: Profile): void {
    this.#all += 1;
    this.#rows = Math.max(this.#rows, row + 1);
    for (const trait of traitsOf(profile)) {
      const holders = this.#holders.get(trait);
      if (holders === undefined) this.#holders.set(trait, row);
      else if (typeof holders === "number") {
        this.#holders.set(trait, holders < row ? [holders, row] : [row, holders]);
      } else holders.splice(placeOf(holders, row), 0, row);
    }
  }

  remove(row: number, profile: Profile): void {
    this.#all -= 1;
    for (const trait of traitsOf(profile)) {
      const holders = this.#holders.get(trait);
      if (typeof holders === "object" && holders.length > 1) {
        holders.splice(placeOf(holders, row), 1);
      } else this.#holders.delete(trait);
    }
  }

  /** The rows that share most with this profile, best first; among equals the latest. */
  like(
    profile: Profile,
    limit: number,
    wanted?: (row: number) => boolean,
  ): number[] {
    this.#makeRoom();
    let count = 0;
    for (const trait of traitsOf(profile)) {
      const known = this.#holders.get(trait);
      if (known === undefined) continue;
      const holders = typeof known === "number" ? [known] : known;
      count = this.#score(holders, rarity(holders.length, this.#all), count);
    }
    const touched = this.#touched.subarray(0, count);
    const best = bestRows(wanted ? touched.filter(wanted) : touched, this.#scores, limit);
    for (const row of touched) this.#scores[row] = 0;
    return best;
  }

  /** @returns how many rows have a score now */
  #score(holders: readonly number[], worth: number, known: number): number {
    const scores = this.#scores;
    let count = known;
    const from = Math.max(0, holders.length - POSTINGS_READ_MAX);
    for (let at = holders.length - 1; at >= from; at -= 1) {
      const row = holders[at]!;
      const before = scores[row]!;
      if (before === 0) this.#touched[count++] = row;
      scores[row] = before + worth;
    }
    return count;
  }

  #makeRoom(): void {
    if (this.#scores.length >= this.#rows) return;
    const room = Math.max(this.#rows, 2 * this.#scores.length);
    this.#scores = new Float64Array(room);
    this.#touched = new Int32Array(room);
  }
}

/** Where a row stands among its like, or would stand. New ones nearly always come last. */
function placeOf(rows: readonly number[], row: number): number {
  if (row > rows.at(-1)!) return rows.length;
  let [from, to] = [0, rows.length - 1];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (rows[middle]! < row) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Whether both are found by the same. */
export const sameTraits = (a: Profile, b: Profile): boolean =>
  a === b || traitsOf(a).join("\n") === traitsOf(b).join("\n");

/** Also in pairs, where one alone is too common to find the few that matter. */
function traitsOf(
  { brand, family, category, words, level, sizeBand, condition }: Profile,
): string[] {
  return [
    `level ${level} ${sizeBand}`,
    `category ${category}`,
    `category ${category} ${condition}`,
    ...(brand === "" ? [] : [`brand ${brand}`, `brand ${brand} ${category}`]),
    ...(family === "" || family === brand ? [] : [`family ${family}`]),
    ...words.map((word) => `word ${word}`),
    ...(family === "" ? [] : words.map((word) => `${family}\t${word}`)),
  ];
}
