import type { ComponentChildren } from "preact";
import type { ButtonKind } from "./button.tsx";

/** What one does now and then, folded behind a word. Opens and closes without a script. */
export function Menu({ label, kind = "plain", up, open, children }: {
  label: ComponentChildren;
  kind?: ButtonKind;
  /** Opens upwards: for a bar at the foot of the page. */
  up?: boolean;
  /** Unfolded from the start. */
  open?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class={up ? "menu menu--up" : "menu"} open={open}>
      <summary class={`button button--${kind}`}>{label}</summary>
      <div class="stack">{children}</div>
    </details>
  );
}
