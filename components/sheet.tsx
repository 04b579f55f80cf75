import type { ComponentChildren } from "preact";

/** A card: a heading and what belongs under it. */
export function Sheet({ title, action, children, id }: {
  title?: ComponentChildren;
  /** Beside the heading: a link or a small button. */
  action?: ComponentChildren;
  children: ComponentChildren;
  /** Anchor of links to this card, which moves the keyboard focus here. */
  id?: string;
}) {
  const titleId = id && title ? `${id}-title` : undefined;
  return (
    <section
      class="sheet"
      id={id}
      tabindex={id ? -1 : undefined}
      aria-labelledby={titleId}
    >
      {title && (
        <header class="sheet-head">
          <h2 id={titleId}>{title}</h2>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}
