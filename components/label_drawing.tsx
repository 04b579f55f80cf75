/** Preview of a printed tag, in millimetres scaled to the page. */

import type { Mark } from "../services/transfer/mod.ts";

export function LabelDrawing({ marks, width, height, name }: {
  marks: readonly Mark[];
  width: number;
  height: number;
  name: string;
}) {
  return (
    <svg class="label-drawing" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      <rect class="label-paper" width={width} height={height} rx="1" />
      {marks.map((mark, at) => <Drawn key={at} mark={mark} />)}
    </svg>
  );
}

function Drawn({ mark }: { mark: Mark }) {
  switch (mark.kind) {
    case "stitch": {
      const { x, y, width, height } = mark;
      return <rect class="label-stitch" x={x} y={y} width={width} height={height} />;
    }
    case "code":
      return <path class="label-ink" d={dark(mark)} />;
    case "text":
      return (
        <text
          class={mark.bold ? "label-text label-text--bold" : "label-text"}
          x={mark.x}
          y={mark.y}
          font-size={mark.size}
        >
          {mark.text}
        </text>
      );
  }
}

function dark({ x, y, module, rows }: Extract<Mark, { kind: "code" }>): string {
  const places = rows.flatMap((row, down) =>
    row.flatMap((isDark, across) => isDark ? [[x + across * module, y + down * module]] : [])
  );
  const side = module.toFixed(3);
  return places.map(([left, top]) =>
    `M${left!.toFixed(3)} ${top!.toFixed(3)}h${side}v${side}h-${side}z`
  ).join("");
}
