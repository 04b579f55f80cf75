/**
 * A regression among a few hundred listings (a Gaussian process): prices are alike as far as the listings are.
 * What each price would be by the word of all others comes out beside it, and shows how far to trust the rest.
 */
import { dot, type Factor, factor, forward, inverseDiagonal, solve } from "./cholesky.ts";
import { expectation } from "./expectation.ts";
import { likeness, type Weighed } from "./likeness.ts";
import { median } from "./statistics.ts";

export interface Neighbour {
  readonly weighed: Weighed;
  readonly logPrice: number;
  /** The variance of what its price says by itself. */
  readonly noise: number;
  /** The same as if it had been seen today. */
  readonly ownNoise: number;
}

export interface Neighbourhood {
  readonly neighbours: readonly Neighbour[];
  readonly factored: Factor;
  /** The logarithm of a price of which nothing is known. */
  readonly origin: number;
  /** The inverse of the likeness times the prices, joker prices tamed. */
  readonly pull: Float64Array;
  /** What the others say that each should cost, and how surely, as a standard deviation. */
  readonly byOthers: Float64Array;
  readonly spreads: Float64Array;
  /** The same for a listing like each that is seen today. */
  readonly spreadsToday: Float64Array;
  /** How many spreads each price lies from that. */
  readonly surprises: Float64Array;
}

/** Up to here a surprising price is taken at its word; it pulls no harder beyond, */
const SURPRISE_TAMED = 2.5;
/** and from here on not at all: one euro for "swap", or 999 for "not for sale". */
export const SURPRISE_REFUSED = 4;
const TAMING_ROUNDS = 3;

export function settle(neighbours: readonly Neighbour[]): Neighbourhood {
  const factored = factor(likenesses(neighbours), neighbours.length);
  const diagonal = inverseDiagonal(factored);
  const spreads = diagonal.map((value) => 1 / Math.sqrt(value));
  const prices = neighbours.map(({ logPrice, weighed }) => logPrice - expectation(weighed));
  const origin = median(prices);
  const raw = Float64Array.from(prices, (price) => price - origin);
  let tame = raw;
  let pull = solve(factored, tame);
  let others = alone(tame, pull, diagonal);
  for (let round = 0; round < TAMING_ROUNDS; round += 1) {
    tame = raw.map((price, i) =>
      others[i]! + tamed((price - others[i]!) / spreads[i]!) * spreads[i]!
    );
    pull = solve(factored, tame);
    others = alone(tame, pull, diagonal);
  }
  return {
    neighbours,
    factored,
    origin,
    pull,
    byOthers: others.map((value, i) => value + origin + expectation(neighbours[i]!.weighed)),
    spreads,
    spreadsToday: spreads.map((spread, i) => {
      const { noise, ownNoise } = neighbours[i]!;
      return Math.sqrt(spread ** 2 - noise + ownNoise);
    }),
    surprises: raw.map((price, i) => (price - others[i]!) / spreads[i]!),
  };
}

function likenesses(neighbours: readonly Neighbour[]): Float64Array {
  const size = neighbours.length;
  const matrix = new Float64Array(size * size);
  neighbours.forEach(({ weighed, noise }, i) => {
    for (let j = 0; j < i; j += 1) matrix[i * size + j] = likeness(weighed, neighbours[j]!.weighed);
    matrix[i * size + i] = likeness(weighed, weighed) + noise;
  });
  return matrix;
}

/** What each would be without itself, in closed form. */
const alone = (prices: Float64Array, pull: Float64Array, diagonal: Float64Array): Float64Array =>
  prices.map((price, i) => price - pull[i]! / diagonal[i]!);

function tamed(surprise: number): number {
  const size = Math.abs(surprise);
  if (size >= SURPRISE_REFUSED) return 0;
  return Math.sign(surprise) * Math.min(size, SURPRISE_TAMED);
}

export interface Prediction {
  readonly logPrice: number;
  readonly spread: number;
  /** How much each neighbour says in it. */
  readonly weights: Float64Array;
}

/** @param noise the variance by which even a twin would differ */
export function predict(around: Neighbourhood, subject: Weighed, noise: number): Prediction {
  const { neighbours, factored } = around;
  const shared = Float64Array.from(neighbours, ({ weighed }) => likeness(subject, weighed));
  const known = forward(factored, shared);
  const variance = Math.max(likeness(subject, subject) - dot(known, known), 0) + noise;
  return {
    logPrice: around.origin + expectation(subject) + dot(shared, around.pull),
    spread: Math.sqrt(variance),
    weights: solve(factored, shared),
  };
}

/** The price alone, for asking "and if it were like new?" */
export const priceOf = (around: Neighbourhood, subject: Weighed): number =>
  around.origin + expectation(subject) +
  around.neighbours.reduce(
    (sum, { weighed }, i) => sum + likeness(subject, weighed) * around.pull[i]!,
    0,
  );
