import type { ComponentChildren } from "preact";
import type { ButtonKind } from "./button.tsx";

/** Rare actions, folded behind a label. Opens and closes without a script. */
export function Menu({ label, kind = "plain", up, open, children }: {
  label: ComponentChildren;
  kind?: ButtonKind;
  /** Opens upwards, for a bar at the bottom of the page. */
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
