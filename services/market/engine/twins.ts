/** Listings that are the same thing put up again under another number: told by all that is said of them. */
import type { Observation } from "../observation.ts";
import { hash } from "../parsers/mark.ts";
import type { Profile } from "./profile.ts";

/** Any other start gives another 32 bits of the same text; 53 are a whole number, and never meet by chance. */
const OTHER_START = 0x9e3779b9;
const LOW_BITS = 21;

/** Equal for twins. */
export function twinMark(
  { title, price, size, kind, mode }: Observation,
  { brand, condition, category }: Profile,
): number {
  // What was sold here twice was two things.
  const own = mode === "own" ? title : "";
  const text = [kind, own, price.cents, brand, condition, category, size, title.toLowerCase()]
    .join("\n");
  return hash(text) * 2 ** LOW_BITS + (hash(text, OTHER_START) >>> (32 - LOW_BITS));
}

/** Which rows share a mark. Nearly all stand alone, which needs no list. */
export class Twins {
  readonly #rows = new Map<number, number | number[]>();

  add(mark: number, row: number): void {
    const known = this.#rows.get(mark);
    this.#rows.set(mark, known === undefined ? row : [...this.of(mark), row]);
  }

  remove(mark: number, row: number): void {
    const left = this.of(mark).filter((other) => other !== row);
    if (left.length > 1) this.#rows.set(mark, left);
    else if (left[0] !== undefined) this.#rows.set(mark, left[0]);
    else this.#rows.delete(mark);
  }

  of(mark: number): readonly number[] {
    const known = this.#rows.get(mark);
    return known === undefined ? [] : typeof known === "number" ? [known] : known;
  }
}
