/** Lists an item's facts, each with a mark of its source. */
import type { ComponentChildren } from "preact";

/** Source of a fact; `ask` marks one that is still missing. */
export type FactMark = "seller" | "tag" | "photo" | "inferred" | "imported" | "ask";

function SourceMark({ mark, children }: { mark: FactMark; children: ComponentChildren }) {
  return <span class={`source source--${mark}`}>{children}</span>;
}

export function FactList({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function FactLine({ name, value, mark, source, more }: {
  name: ComponentChildren;
  value: ComponentChildren;
  mark: FactMark;
  /** The source in words: "letto sull'etichetta". */
  source: ComponentChildren;
  /** Details to check, below the line. */
  more?: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd class="fact-source">
        <SourceMark mark={mark}>{source}</SourceMark>
      </dd>
      {more && <dd class="fact-more">{more}</dd>}
    </div>
  );
}
