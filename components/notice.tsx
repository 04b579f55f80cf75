import type { ComponentChildren } from "preact";

export type NoticeTone = "attention" | "wrong" | "done";

/** A sentence that matters, where it happened. `wrong` is read out at once. */
export function Notice({ tone = "attention", children }: {
  tone?: NoticeTone;
  children: ComponentChildren;
}) {
  return (
    <div class={`notice notice--${tone}`} role={tone === "wrong" ? "alert" : undefined}>
      <div>{children}</div>
    </div>
  );
}
