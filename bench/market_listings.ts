/** As many listings as wanted, made up like a market: few brands and words are common, most are rare. */
import { DAY_MS } from "../services/base/time.ts";
import type { Observation } from "../services/market/mod.ts";
import { brands } from "../services/taxonomy/mod.ts";

const WORDS = 20_000;
const CATEGORIES = 60;
const SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi"];
const COLOURS = ["nero", "bianco", "blu", "rosso", "verde", "beige", "grigio", "rosa"];
const CONDITIONS = [6, 1, 2, 2, 2, 3, 3, 4] as const;
/** Listings of half a year. */
const DAYS = 180;

type Chance = () => number;

/** Numbers between 0 and 1, the same every time (xorshift). */
function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Zipf's law: the n-th is met 1/n as often as the first. */
const ranked = (chance: Chance, count: number): number => Math.floor(count ** chance()) - 1;

function word(at: number): string {
  let rest = at + SYLLABLES.length;
  let text = "";
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    text += SYLLABLES[rest % SYLLABLES.length];
  }
  return text;
}

/** @param seed another seed makes other listings of the same market */
export function* marketListings(count: number, now: number, seed = 7): Generator<Observation> {
  const chance = chanceOf(seed);
  const names = brands().map(({ name }) => name);
  for (let at = 0; at < count; at++) {
    const brand = names[ranked(chance, names.length)]!;
    const category = ranked(chance, CATEGORIES);
    const words = Array.from(
      { length: 2 + Math.floor(chance() * 5) },
      () => word(ranked(chance, WORDS)),
    );
    const colour = COLOURS[ranked(chance, COLOURS.length)]!;
    const condition = CONDITIONS[Math.floor(chance() * CONDITIONS.length)]!;
    const worth = (5 + (brand.length * 7) % 60) * (1 + category % 5) * (1.4 - 0.2 * condition % 4);
    yield {
      id: `${seed}${String(at).padStart(8, "0")}`,
      title: [brand, ...words, colour].join(" "),
      brand,
      category: word(category),
      size: String(36 + Math.floor(chance() * 9)),
      condition,
      colours: [],
      materials: [],
      price: {
        cents: Math.max(100, Math.round(100 * worth * (0.6 + chance()))),
        currency: "EUR",
      },
      kind: "asking",
      mode: "file",
      seenAt: now - Math.floor(chance() * DAYS) * DAY_MS,
      country: "it",
      link: `https://www.vinted.it/items/${seed}${String(at).padStart(8, "0")}`,
    };
  }
}
