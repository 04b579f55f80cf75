/** Parts of the price tape besides its ticks: bracket, pin and scale. */
import { anchorAt, type Frame } from "./plot_figure.tsx";
import { type Scale, tidy } from "./scale.ts";

export const HEIGHT = 190;
/** Vertical position of the tape, in drawing units. */
export const BODY = { top: 62, bottom: 128 } as const;

export interface BracketAt {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly text: string;
}

export interface PinAt {
  readonly price: number;
  readonly text: string;
}

/** A label nearer to an end than this would be cut off. */
const HALF_LABEL = 22;

export function Labels({ scale, frame, amount }: {
  scale: Scale;
  frame: Frame;
  amount: (price: number) => string;
}) {
  const shown = scale.ticks.map((tick) => ({ tick, x: scale.at(tick) }))
    .filter(({ x }) => x >= HALF_LABEL && x <= frame.width - HALF_LABEL);
  return (
    <>
      <path class="plot-scale" d={shown.map(({ x }) => `M${x} ${BODY.bottom}v8`).join("")} />
      {shown.map(({ tick, x }) => (
        <text key={tick} x={x} y={BODY.bottom + 25} text-anchor="middle">{amount(tick)}</text>
      ))}
    </>
  );
}

interface Placed {
  scale: Scale;
  frame: Frame;
}

export function Bracket({ bracket, scale, frame }: Placed & { bracket: BracketAt }) {
  const [left, right] = [scale.at(bracket.low), scale.at(bracket.high)];
  const middle = scale.at(bracket.middle);
  const height = BODY.bottom - BODY.top;
  return (
    <>
      <rect
        class="plot-bracket"
        x={left}
        y={BODY.top}
        width={tidy(right - left)}
        height={height}
        rx={4}
      />
      <path class="plot-middle" d={`M${middle} ${BODY.top}v${height}`} />
      <text x={middle} y={HEIGHT - 12} text-anchor={anchorAt(middle, frame)}>{bracket.text}</text>
    </>
  );
}

export function Pin({ pin, scale, frame }: Placed & { pin: PinAt }) {
  const x = scale.at(pin.price);
  return (
    <>
      <path class="plot-pin" d={`M${x} ${BODY.top}l-9 -16a10.5 10.5 0 1 1 18 0z`} />
      <text class="plot-own" x={x} y={20} text-anchor={anchorAt(x, frame)}>{pin.text}</text>
    </>
  );
}
