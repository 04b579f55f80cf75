/** Prevents sending a form twice: its buttons are disabled until the answer arrives or a timeout. */

/** After this long without an answer the person may try again. */
const SENDING_MAX_MS = 10_000;

const sending = new Map<HTMLFormElement, ReturnType<typeof setTimeout>>();

/** Applies to every form that leads to another page; islands guard the forms they send. */
export function guardSending(): void {
  addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const { formMethod } = (event.submitter ?? {}) as HTMLButtonElement;
    const method = formMethod || form.getAttribute("method");
    if (event.defaultPrevented || method !== "post") return;
    if (sending.has(form)) return event.preventDefault();
    rest(form, true);
    sending.set(form, setTimeout(() => release(form), SENDING_MAX_MS));
  });
  // The back button restores the page as it was left, with disabled buttons.
  addEventListener("pageshow", () => [...sending.keys()].forEach(release));
}

function release(form: HTMLFormElement): void {
  clearTimeout(sending.get(form));
  sending.delete(form);
  rest(form, false);
}

/** Uses `aria-disabled`: `disabled` would lose the focus and the button's own value. */
function rest(form: HTMLFormElement, isResting: boolean): void {
  form.setAttribute("aria-busy", String(isResting));
  for (const button of form.querySelectorAll("[type=submit]")) {
    button.setAttribute("aria-disabled", String(isResting));
  }
}
