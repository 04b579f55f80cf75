import type { ComponentChildren } from "preact";

export type NoticeTone = "attention" | "wrong" | "done";

/** A sentence that matters, where it happened. `wrong` is read out at once. */
export function Notice({ tone = "attention", autofocus, children }: {
  tone?: NoticeTone;
  /** The page begins here: for what an action was answered with. */
  autofocus?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div
      class={`notice notice--${tone}`}
      role={tone === "wrong" ? "alert" : undefined}
      tabindex={autofocus ? -1 : undefined}
      autofocus={autofocus}
    >
      <div>{children}</div>
    </div>
  );
}
