/** Parts of the plot of prices over time: step lines, names and ends. */
import { anchorAt, type Frame } from "./plot_figure.tsx";
import { FIELD, fieldRight } from "./axes.tsx";
import { type Scale, tidy } from "./scale.ts";

/** A price from a moment on: `at` in milliseconds, `price` in the smallest unit of one currency. */
export interface PricedAt {
  readonly at: number;
  readonly price: number;
}

export interface PriceLine {
  /** The oldest first. */
  readonly prices: readonly PricedAt[];
  /** The last time at which the last price was seen, in milliseconds. */
  readonly until: number;
  /** End of the market listing; absent while it is on sale. */
  readonly end?: "sold" | "gone";
}

export interface BandAt {
  readonly low: number;
  readonly high: number;
}

export interface OwnPrices {
  readonly prices: readonly PricedAt[];
  readonly text: string;
}

export interface Place {
  readonly across: Scale;
  readonly up: Scale;
}

const DOT = 3.5;
/** Distance of a name above its line. */
const ABOVE = 8;
const BELOW = 18;

/** Draws each price until the next one; a price that was seen once is a short dash. */
export function steps(
  { prices, until }: Pick<PriceLine, "prices" | "until">,
  place: Place,
): string {
  const { across, up } = place;
  const [first, ...rest] = prices;
  if (!first) return "";
  const turns = rest.map(({ at, price }) => `H${across.at(at)}V${up.at(price)}`).join("");
  return `M${across.at(first.at)} ${up.at(first.price)}${turns}H${tidy(across.at(until) + 1)}`;
}

export function Dot(
  { line, place, kind }: { line: PriceLine; place: Place; kind: "sold" | "gone" },
) {
  const y = place.up.at(line.prices.at(-1)?.price ?? 0);
  return (
    <circle class={`plot-dot plot-dot--${kind}`} cx={place.across.at(line.until)} cy={y} r={DOT} />
  );
}

export function Band({ band, place, frame }: {
  band: BandAt;
  place: Place;
  frame: Frame;
}) {
  const [top, bottom] = [place.up.at(band.high), place.up.at(band.low)];
  const width = fieldRight(frame) - FIELD.left;
  return (
    <rect
      class="plot-band"
      x={FIELD.left}
      y={top}
      width={width}
      height={tidy(bottom - top)}
    />
  );
}

export function Own({ own, until, place, frame }: {
  own: OwnPrices;
  until: number;
  place: Place;
  frame: Frame;
}) {
  const last = own.prices.at(-1)!;
  const [x, y] = [place.across.at(until), place.up.at(last.price)];
  // On the side that the line does not come from.
  const fell = (own.prices.at(-2)?.price ?? 0) > last.price;
  return (
    <>
      <path class="plot-line plot-line--own" d={steps({ prices: own.prices, until }, place)} />
      <text
        class="plot-own"
        x={x}
        y={fell ? y + BELOW : y - ABOVE}
        text-anchor={anchorAt(x, frame)}
      >
        {own.text}
      </text>
    </>
  );
}
