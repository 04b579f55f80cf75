/** All evidence in one currency, found by likeness. Adding and striking out cost the same however much there is. */
import type { Observation } from "../observation.ts";
import { Postings } from "./postings.ts";
import { type Profile, profileOf } from "./profile.ts";

export interface Evidence {
  readonly observation: Observation;
  readonly profile: Profile;
}

export class Shelf {
  readonly #postings = new Postings();
  readonly #rows: (Evidence | null)[] = [];
  readonly #rowOfId = new Map<string, number>();
  readonly #rowOfTwin = new Map<string, number>();

  /** The same listing seen again replaces what was seen before, also under another number. */
  add(observation: Observation): void {
    if (observation.promoted) return;
    const profile = profileOf(observation);
    const twin = twinKey(observation, profile);
    const before = this.#rowOfId.get(observation.id) ?? this.#rowOfTwin.get(twin);
    const known = before === undefined ? null : this.#rows[before];
    if (known && known.observation.seenAt > observation.seenAt) return;
    if (known) this.remove(known.observation.id);
    const row = this.#rows.push({ observation, profile }) - 1;
    this.#rowOfId.set(observation.id, row);
    this.#rowOfTwin.set(twin, row);
    this.#postings.add(row, profile);
  }

  remove(id: string): void {
    const row = this.#rowOfId.get(id);
    const known = row === undefined ? null : this.#rows[row];
    if (row === undefined || !known) return;
    // Its place in the postings stays, and is passed over: it costs no more than a listing that is not wanted.
    this.#rows[row] = null;
    this.#rowOfId.delete(id);
    this.#rowOfTwin.delete(twinKey(known.observation, known.profile));
  }

  get size(): number {
    return this.#rowOfId.size;
  }

  like(profile: Profile, limit: number, without: ReadonlySet<string>): Evidence[] {
    const usable = (row: number) => {
      const known = this.#rows[row];
      return known !== null && known !== undefined && !without.has(known.observation.id);
    };
    return this.#postings.like(profile, this.#rows.length, limit, usable)
      .map((row) => this.#rows[row])
      .filter((known) => known !== null && known !== undefined);
  }
}

function twinKey({ title, price, size, kind, mode }: Observation, profile: Profile): string {
  const { brand, condition, category } = profile;
  // What was sold here twice was two things.
  const own = mode === "own" ? title : "";
  return [
    kind,
    mode === "own",
    own,
    price.cents,
    brand,
    condition,
    category,
    size,
    title.toLowerCase(),
  ]
    .join("\n");
}
