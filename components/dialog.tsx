import type { ComponentChildren, Ref } from "preact";

/**
 * The platform's own dialog, for islands: Esc, focus and the veil are the browser's work. Its button is not
 * `Button`, which would bring all icons into every page's script.
 */
export function Dialog({ title, close, dialog, children }: {
  title: string;
  /** The word on the button that closes it. */
  close: string;
  /** Where the island keeps hold of it, to open it. */
  dialog?: Ref<HTMLDialogElement>;
  children: ComponentChildren;
}) {
  return (
    <dialog ref={dialog} aria-label={title}>
      <form method="dialog" class="stack">
        <h2>{title}</h2>
        {children}
        <p class="row">
          <button type="submit" class="button">{close}</button>
        </p>
      </form>
    </dialog>
  );
}
