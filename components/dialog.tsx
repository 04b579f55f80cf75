import type { ComponentChildren, Ref } from "preact";

/**
 * The browser's own dialog, for islands: the browser handles Esc, focus and backdrop. Its button is not
 * `Button`, which would bring all icons into every page's script.
 */
export function Dialog({ title, close, dialog, children }: {
  title: string;
  /** Text of the button that closes the dialog. */
  close: string;
  /** Set to the element, so that the island can open it. */
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
