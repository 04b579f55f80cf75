/** Prices over time: a step line for each market listing, the band of the middle 80 %, the item's own price on top. */
import { DAY_MS } from "../../services/base/time.ts";
import { type Frame, PlotFigure, type PlotTable, type PlotWords } from "./plot_figure.tsx";
import { Axes, dayGap, FIELD, fieldRight, Grid, PLOT_HEIGHT } from "./axes.tsx";
import {
  Band,
  type BandAt,
  Dot,
  Own,
  type OwnPrices,
  type Place,
  type PricedAt,
  type PriceLine,
  steps,
} from "./history_parts.tsx";
import { evenScale, ratioScale } from "./scale.ts";

export interface PriceHistoryProps {
  readonly name: string;
  readonly lines: readonly PriceLine[];
  readonly band?: BandAt;
  readonly own?: OwnPrices;
  readonly until: number;
  readonly words: PlotWords;
  readonly table: PlotTable;
  readonly amount: (price: number) => string;
  readonly day: (at: number) => string;
}

const PRICE_GAP = 44;

export function PriceHistory(props: PriceHistoryProps) {
  const { name, lines, band, own, until, words, table } = props;
  const prices = [...lines.flatMap((line) => line.prices), ...own?.prices ?? []];
  if (prices.length === 0) return null;
  return (
    <PlotFigure
      name={name}
      words={words}
      table={table}
      height={PLOT_HEIGHT}
      draw={(frame) => {
        const place = placeIn(frame, prices, until, band);
        const sold = lines.filter(({ end }) => end === "sold");
        const gone = lines.filter(({ end }) => end === "gone");
        return (
          <>
            {band && <Band band={band} place={place} frame={frame} />}
            <Grid up={place.up} frame={frame} />
            <path class="plot-line" d={lines.map((line) => steps(line, place)).join("")} />
            {gone.map((line, at) => <Dot key={at} {...{ line, place }} kind="gone" />)}
            {sold.map((line, at) => <Dot key={at} {...{ line, place }} kind="sold" />)}
            <Axes {...place} acrossWord={props.day} upWord={props.amount} />
            {own && own.prices.length > 0 && <Own own={own} until={until} {...{ place, frame }} />}
          </>
        );
      }}
    />
  );
}

function placeIn(
  frame: Frame,
  prices: readonly PricedAt[],
  until: number,
  band?: BandAt,
): Place {
  const amounts = [...prices.map(({ price }) => price), ...(band ? [band.low, band.high] : [])];
  return {
    across: evenScale({
      low: Math.min(...prices.map(({ at }) => at)),
      high: until,
      from: FIELD.left,
      to: fieldRight(frame),
      gap: dayGap(frame),
      unit: DAY_MS,
    }),
    up: ratioScale({
      low: Math.min(...amounts),
      high: Math.max(...amounts),
      from: FIELD.bottom,
      to: FIELD.top,
      gap: PRICE_GAP,
    }),
  };
}
