import type { ComponentChildren } from "preact";

export type StateTone = "idle" | "active" | "done" | "wrong" | "attention";

/** Where something stands: always a word, the colour only helps. */
export function StateBadge({ tone, children }: { tone: StateTone; children: ComponentChildren }) {
  return <span class={`badge badge--${tone}`}>{children}</span>;
}
