import type { ComponentChildren } from "preact";

/** A card: a heading and what belongs under it. */
export function Sheet({ title, action, children, id }: {
  title?: ComponentChildren;
  /** Beside the heading: a link or a small button. */
  action?: ComponentChildren;
  children: ComponentChildren;
  id?: string;
}) {
  return (
    <section class="sheet" id={id}>
      {title && (
        <header class="sheet-head">
          <h2>{title}</h2>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}
