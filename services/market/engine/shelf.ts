/** All evidence in one currency, found by likeness. What it finds depends on what is there and in which order it came. */
import { keyOf, type Observation } from "../observation.ts";
import { Postings, sameTraits } from "./postings.ts";
import { type Profile, profileOf } from "./profile.ts";
import { twinMark, Twins } from "./twins.ts";

export interface Evidence {
  readonly key: string;
  readonly observation: Observation;
  readonly profile: Profile;
}

interface Entry extends Evidence {
  readonly mark: number;
  /** Only the latest of twins is found. */
  shown: boolean;
}

export class Shelf {
  readonly #postings = new Postings();
  readonly #twins = new Twins();
  /** In the order in which they came; the same listing seen again stays in its place. */
  readonly #entries: (Entry | null)[] = [];
  readonly #rowOfKey = new Map<string, number>();
  #shown = 0;

  /** The same listing seen again replaces what was seen before, and hides its older twins. */
  add(observation: Observation): void {
    if (observation.promoted) return;
    const key = keyOf(observation);
    const row = this.#rowOfKey.get(key) ?? this.#entries.length;
    const before = this.#entries[row];
    if (before && before.observation.seenAt > observation.seenAt) return;
    const profile = profileOf(observation);
    const mark = twinMark(observation, profile);
    if (before && !sameTraits(before.profile, profile)) this.#show(row, before, false);
    this.#entries[row] = { key, observation, profile, mark, shown: before?.shown ?? false };
    this.#rowOfKey.set(key, row);
    if (before?.mark !== mark) {
      this.#twins.add(mark, row);
      if (before) this.#leave(row, before.mark);
    }
    this.#showLatest(mark);
  }

  remove(key: string): void {
    const row = this.#rowOfKey.get(key);
    const entry = row === undefined ? null : this.#entries[row];
    if (row === undefined || !entry) return;
    this.#rowOfKey.delete(key);
    this.#entries[row] = null;
    this.#show(row, entry, false);
    this.#leave(row, entry.mark);
  }

  /** How many can be found: twins count once. */
  get size(): number {
    return this.#shown;
  }

  get(key: string): Observation | undefined {
    const row = this.#rowOfKey.get(key);
    return row === undefined ? undefined : this.#entries[row]?.observation;
  }

  /** Twins too. */
  *all(): Generator<Observation> {
    for (const entry of this.#entries) if (entry) yield entry.observation;
  }

  /**
   * @param without keys, or the site's numbers for whichever country
   * @param country of this one only. @default of all
   */
  like(
    profile: Profile,
    limit: number,
    without: ReadonlySet<string>,
    country?: string,
  ): Evidence[] {
    const ofCountry = country === undefined
      ? undefined
      : (row: number) => this.#entries[row]!.observation.country === country;
    // Leaving out afterwards costs nothing for the many that are not asked for.
    const most = limit + without.size;
    const rows = this.#postings.like(profile, most, ofCountry);
    return rows.map((row) => this.#entries[row]!)
      .filter(({ key, observation }) => !without.has(key) && !without.has(observation.id))
      .slice(0, limit);
  }

  /** The latest of the twins that stay behind is found instead. */
  #leave(row: number, mark: number): void {
    this.#twins.remove(mark, row);
    this.#showLatest(mark);
  }

  #showLatest(mark: number): void {
    const twins = this.#twins.of(mark);
    const latest = twins.reduce((a, b) => this.#isLater(b, a) ? b : a, twins[0] ?? 0);
    for (const row of twins) this.#show(row, this.#entries[row]!, row === latest);
  }

  #isLater(row: number, other: number): boolean {
    const [a, b] = [this.#entries[row]!.observation, this.#entries[other]!.observation];
    return a.seenAt === b.seenAt ? row > other : a.seenAt > b.seenAt;
  }

  #show(row: number, entry: Entry, shown: boolean): void {
    if (entry.shown === shown) return;
    entry.shown = shown;
    this.#shown += shown ? 1 : -1;
    if (shown) this.#postings.add(row, entry.profile);
    else this.#postings.remove(row, entry.profile);
  }
}
