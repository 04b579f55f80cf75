/** From what a listing is made of to the listings that have it: who could be like this one, at bounded cost. */
import type { Profile } from "./profile.ts";

/** Of a trait that very many share, the latest so many are looked at. */
const POSTINGS_READ_MAX = 3_000;
/** A trait that every other listing has tells little; the rarer it is, the more it counts. */
const rarity = (holders: number, all: number): number => Math.log(1 + all / holders);

export class Postings {
  readonly #rows = new Map<string, number[]>();
  /** By row; zero again after each question. */
  #scores = new Float64Array(0);

  add(row: number, profile: Profile): void {
    for (const trait of traitsOf(profile)) {
      const rows = this.#rows.get(trait);
      if (rows) rows.push(row);
      else this.#rows.set(trait, [row]);
    }
  }

  /** The rows that share most with this profile, best first; among equals the latest. */
  like(profile: Profile, rows: number, limit: number, usable: (row: number) => boolean): number[] {
    if (this.#scores.length < rows) {
      this.#scores = new Float64Array(Math.max(rows, 2 * this.#scores.length));
    }
    const touched: number[] = [];
    for (const trait of traitsOf(profile)) {
      const holders = this.#rows.get(trait);
      if (!holders) continue;
      const worth = rarity(holders.length, rows);
      const from = Math.max(0, holders.length - POSTINGS_READ_MAX);
      for (let at = holders.length - 1; at >= from; at -= 1) {
        const row = holders[at]!;
        const before = this.#scores[row]!;
        if (before === 0) {
          if (!usable(row)) continue;
          touched.push(row);
        }
        this.#scores[row] = before + worth;
      }
    }
    const scores = this.#scores;
    const best = touched.sort((a, b) => scores[b]! - scores[a]! || b - a).slice(0, limit);
    for (const row of touched) scores[row] = 0;
    return best;
  }
}

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
    ...(family === "" ? [] : words.map((word) => `${family} ${word}`)),
  ];
}
