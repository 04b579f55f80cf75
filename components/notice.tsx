import type { ComponentChildren } from "preact";

type NoticeTone = "attention" | "wrong" | "done";

/** A message where it concerns the page. Screen readers announce the tone `wrong` at once. */
export function Notice({ tone = "attention", autofocus, children }: {
  tone?: NoticeTone;
  /** Takes the focus when the page loads, for the result of an action. */
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
