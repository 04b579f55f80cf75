/** A bar that shows a measure. Drawn as SVG on the server, because the content security policy forbids inline styles. */
import type { ComponentChildren } from "preact";

type TapeTone = "attention" | "calm" | "late";

interface TapeProps {
  value: number;
  max: number;
  /** Accessible name of the measure. */
  label: string;
  tone?: TapeTone;
  /** Shows the progress of a job rather than a measure. */
  progress?: boolean;
}

const LENGTH = 1000;
const TICKS = 20;

export function Tape({ value, max, label, tone = "attention", progress }: TapeProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <div
      class={`tape tape--${tone}`}
      role={progress ? "progressbar" : "meter"}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
    >
      <svg viewBox={`0 0 ${LENGTH} 22`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="tape-fill" width={share * LENGTH} height="22" />
        {Array.from({ length: TICKS - 1 }, (_, i) => i + 1).map((i) => (
          <line
            key={i}
            class="tape-tick"
            x1={(i * LENGTH) / TICKS}
            x2={(i * LENGTH) / TICKS}
            y1={i % 5 === 0 ? 9 : 15}
            y2="22"
          />
        ))}
        {share > 0 && share < 1 && (
          <line class="tape-end" x1={share * LENGTH} x2={share * LENGTH} y1="0" y2="22" />
        )}
      </svg>
    </div>
  );
}

/** A bar with its description below on the left and its figure on the right. */
export function Measure({ children, figure, ...tape }: TapeProps & {
  children: ComponentChildren;
  figure: ComponentChildren;
}) {
  return (
    <div class="measure">
      <Tape {...tape} />
      <p>
        <span>{children}</span>
        <span>{figure}</span>
      </p>
    </div>
  );
}
