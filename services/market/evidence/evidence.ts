/**
 * What the room of evidence promises: all that was ever seen of prices, kept durably, and what it speaks for.
 *
 * For those who build on it: a sighting holds its observation (`sighting.observation.title`); everything that
 * names a listing (`strike`, `struckOut`, `get`, `recordGone`, `Taken.ids`, the engine's `struckOut`) names it by
 * `keyOf(observation)`, never by `observation.id`; `summary()` is at hand and needs no waiting. What was sold in
 * this house is not stored a second time: it is read from the items, and is evidence like any other.
 */
import type { Money } from "../../base/money.ts";
import type { MarketSearch } from "../../marketplace/mod.ts";
import type { Mode, Observation, Subject } from "../observation.ts";
import type { Reading } from "../parsers/reading.ts";
import type { Answer } from "../suggestion.ts";
import type { Sighting } from "./sighting.ts";
import type { Strikes } from "./strikes.ts";

/** Where a reading comes from. */
export interface Source {
  readonly search?: MarketSearch;
  /** All that the search finds was seen: what is not in it is no longer there. */
  readonly complete?: boolean;
}

/** One listing of a reading, beside what was known of it. Older news than what is known is not told. */
export interface Seen {
  readonly key: string;
  readonly observation: Observation;
  /** What it cost when it was last seen; null: never seen before. */
  readonly before: Money | null;
  readonly first: boolean;
}

export interface Taken {
  readonly added: number;
  /** Known already, at whatever price. */
  readonly again: number;
  readonly priceChanged: number;
  readonly dropped: Reading["dropped"];
  readonly notUnderstood: Reading["notUnderstood"];
  /** The keys of all that was read, new or not. */
  readonly ids: readonly string[];
}

export interface SightingFilter {
  readonly mode?: Mode;
  readonly kind?: Observation["kind"];
  readonly country?: string;
  /** Words that the title or the brand must hold. */
  readonly text?: string;
  /** @default 0 */
  readonly offset?: number;
  /** @default SIGHTINGS_PAGE */
  readonly limit?: number;
}

export interface SightingPage {
  /** What was seen last comes first. */
  readonly sightings: readonly Sighting[];
  /** Of all pages. */
  readonly total: number;
}

export interface Summary {
  readonly total: number;
  readonly asking: number;
  readonly sold: number;
  readonly own: number;
  readonly byMode: Readonly<Record<Mode, number>>;
  readonly byCountry: Readonly<Record<string, number>>;
  /** When the latest and the oldest were seen; null where there are none. */
  readonly newest: number | null;
  readonly oldest: number | null;
  /** False while the evidence is still being read at the start: there may be more. */
  readonly complete: boolean;
}

/** What is to be forgotten: all that meets every word of it. What was sold here is not forgotten, but unsold. */
export interface ForgetFilter {
  readonly mode?: Mode;
  readonly country?: string;
  /** Such as the `ids` of what was just taken. */
  readonly keys?: readonly string[];
}

export interface Forgotten {
  /** For `remember`, within a day. */
  readonly id: string;
  readonly count: number;
}

export type SeenListener = (seen: readonly Seen[], source: Source) => void | Promise<void>;

export interface Evidence extends Strikes {
  /** Settles when all evidence is in memory; until then prices speak of what is there already. */
  readonly ready: Promise<void>;
  /** Durable when it answers. */
  take(reading: Reading, source?: Source): Promise<Taken>;
  /** In memory, at once. @param struckOut keys */
  appraise(subject: Subject, struckOut?: ReadonlySet<string>): Answer;
  /** @returns how to stop it */
  onSeen(listener: SeenListener): () => void;
  get(key: string): Promise<Sighting | null>;
  sightings(filter?: SightingFilter): Promise<SightingPage>;
  /** All of them, in no order that matters. */
  all(): AsyncIterable<Sighting>;
  /** "sold" only where a source says so. Unknown keys are passed over. */
  recordGone(key: string, how: "sold" | "gone", at: number): Promise<void>;
  summary(): Summary;
  forget(filter: ForgetFilter): Promise<Forgotten>;
  /** Takes a forgetting back, but for what was seen again since. @returns how many came back */
  remember(id: string): Promise<number>;
  /** Lets go for good of what is older than EVIDENCE_KEPT_MS and of what was forgotten before yesterday. */
  purge(): Promise<number>;
  /** Lets go of the store. */
  close(): Promise<void>;
}
