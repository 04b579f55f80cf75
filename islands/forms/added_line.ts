/** A sentence with a button that a script puts into a form. It stays when the page around it is renewed. */

export const ADDED = "[data-added]";

interface AddedLine {
  readonly id: string;
  readonly text: string;
  readonly button: string;
  /** The line leaves then, and the focus goes on to what this gives. */
  readonly press: () => HTMLElement;
}

export function addedLine({ id, text, button: label, press }: AddedLine): HTMLElement {
  const line = document.createElement("p");
  line.id = id;
  line.className = "added-line";
  line.dataset.added = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = label;
  button.setAttribute("aria-label", `${label}: ${text}`);
  button.addEventListener("click", () => {
    const next = press();
    line.remove();
    next.focus();
  });
  line.append(Object.assign(document.createElement("span"), { textContent: text }), button);
  return line;
}

export const findLine = (form: HTMLFormElement, id: string): HTMLElement | null =>
  form.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
