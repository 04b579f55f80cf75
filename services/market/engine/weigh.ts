/** Words weighed by how rare they are among the listings at hand: a word that all have tells none apart. */
import type { Weighed } from "./likeness.ts";
import type { Profile } from "./profile.ts";

export interface Unweighed {
  readonly profile: Profile;
  readonly sold: boolean;
}

export function weigh(listings: readonly Unweighed[]): Weighed[] {
  const counts = new Map<string, number>();
  for (const { profile } of listings) {
    for (const word of profile.words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ids = new Map([...counts.keys()].map((word, id) => [word, id]));
  const rarity = (word: string) => Math.log(1 + listings.length / (counts.get(word) ?? 1));
  return listings.map(({ profile, sold }) => {
    const words = profile.words.map((word) => [ids.get(word) ?? -1, rarity(word)] as const)
      .sort(([a], [b]) => a - b);
    const length = Math.hypot(...words.map(([, weight]) => weight)) || 1;
    return {
      ...profile,
      sold,
      wordIds: Int32Array.from(words, ([id]) => id),
      wordWeights: Float64Array.from(words, ([, weight]) => weight / length),
    };
  });
}
