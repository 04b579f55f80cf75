/** What is known, line by line, each with a mark of where it comes from. */
import type { ComponentChildren } from "preact";

/** Whose word it is. `ask`: nobody's yet. */
export type FactMark = "seller" | "tag" | "photo" | "inferred" | "imported" | "ask";

export function SourceMark({ mark, children }: { mark: FactMark; children: ComponentChildren }) {
  return <span class={`source source--${mark}`}>{children}</span>;
}

export function FactList({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function FactLine({ name, value, mark, source, more }: {
  name: ComponentChildren;
  value: ComponentChildren;
  mark: FactMark;
  /** The mark in words: "letto sull'etichetta". */
  source: ComponentChildren;
  /** What is to be looked at, below the line. */
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
