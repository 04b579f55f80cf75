/** The price tape: a tick for each comparable, the bracket of the middle 80 %, the pin of the item's own price. */
import { type Frame, PlotFigure, type PlotTable, type PlotWords } from "./plot_figure.tsx";
import { BODY, Bracket, type BracketAt, HEIGHT, Labels, Pin, type PinAt } from "./tape_parts.tsx";
import { ratioScale, type Scale, tidy } from "./scale.ts";

/** Amounts are in the smallest unit of one currency. */
export interface TapeMark {
  readonly price: number;
  readonly kind: "asking" | "sold";
  /** Its weight, relative to the strongest comparable: 0 to 1. */
  readonly say: number;
  /** Left out by the seller. */
  readonly struck?: boolean;
}

export interface PriceTapeProps {
  readonly name: string;
  readonly marks: readonly TapeMark[];
  readonly bracket?: BracketAt;
  readonly pin?: PinAt;
  readonly words: PlotWords;
  readonly table: PlotTable;
  /** Formats an amount as the scale's labels show it. */
  readonly amount: (price: number) => string;
}

const EDGE = 14;
/** Distance between the edge of the frame and the tape. */
const MARGIN = 4;
const LABEL_GAP = 46;
const SHORTEST = 14;
const LONGEST = 50;
/** Prices further from the bracket than this factor are drawn at the tape's end, so that one typo does not squeeze the rest. */
const FURTHEST = 3;

export function PriceTape(props: PriceTapeProps) {
  const { name, marks, bracket, pin, words, table, amount } = props;
  const struck = marks.filter((mark) => mark.struck);
  const asked = marks.filter((mark) => !mark.struck && mark.kind === "asking");
  const sold = marks.filter((mark) => !mark.struck && mark.kind === "sold");
  return (
    <PlotFigure
      name={name}
      words={words}
      table={table}
      height={HEIGHT}
      draw={(frame) => {
        const scale = scaleOf(props, frame);
        return (
          <>
            <rect
              class="plot-body"
              x={MARGIN}
              y={BODY.top}
              width={frame.width - 2 * MARGIN}
              height={BODY.bottom - BODY.top}
              rx={8}
            />
            {bracket && <Bracket bracket={bracket} scale={scale} frame={frame} />}
            <Labels scale={scale} frame={frame} amount={amount} />
            {struck.length > 0 && (
              <path
                class="plot-tick plot-tick--out"
                d={ticks(struck, scale)}
              />
            )}
            {asked.length > 0 && <path class="plot-tick" d={ticks(asked, scale)} />}
            {sold.length > 0 && <path class="plot-tick plot-tick--sold" d={ticks(sold, scale)} />}
            {pin && <Pin pin={pin} scale={scale} frame={frame} />}
          </>
        );
      }}
    />
  );
}

function scaleOf({ marks, bracket, pin }: PriceTapeProps, { width }: Frame): Scale {
  const isNear = ({ price }: TapeMark) =>
    !bracket || (price >= bracket.low / FURTHEST && price <= bracket.high * FURTHEST);
  const shown = [
    ...marks.filter(isNear).map(({ price }) => price),
    ...(bracket ? [bracket.low, bracket.high] : []),
    ...(pin ? [pin.price] : []),
  ];
  const [low, high] = shown.length > 0 ? [Math.min(...shown), Math.max(...shown)] : [1, 1];
  return ratioScale({ low, high, from: EDGE, to: width - EDGE, gap: LABEL_GAP });
}

/** Draws heavier comparables longer; all in one path, because there are many. */
function ticks(marks: readonly TapeMark[], scale: Scale): string {
  return marks.map(({ price, say }) => {
    const share = Math.sqrt(Math.min(Math.max(say, 0), 1));
    const length = tidy(SHORTEST + (LONGEST - SHORTEST) * share);
    return `M${scale.at(price)} ${BODY.bottom - 2}v-${length}`;
  }).join("");
}
