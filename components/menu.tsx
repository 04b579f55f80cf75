import type { ComponentChildren } from "preact";

/** What one does now and then, folded behind a word. Opens and closes without a script. */
export function Menu({ label, up, children }: {
  label: ComponentChildren;
  /** Opens upwards: for a bar at the foot of the page. */
  up?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class={up ? "menu menu--up" : "menu"}>
      <summary class="button button--quiet">{label}</summary>
      <div class="stack">{children}</div>
    </details>
  );
}
