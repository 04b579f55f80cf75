import type { ComponentChildren } from "preact";

export type StateTone = "idle" | "active" | "done" | "wrong" | "attention";

/** A state, always as text; the colour only supports it. */
export function StateBadge({ tone, children }: { tone: StateTone; children: ComponentChildren }) {
  return <span class={`badge badge--${tone}`}>{children}</span>;
}
