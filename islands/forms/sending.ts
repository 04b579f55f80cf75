/** A form that is on its way is not sent twice: its buttons rest until the answer comes or does not. */

/** After that the person may try again. */
const SENDING_MAX_MS = 10_000;

const sending = new Map<HTMLFormElement, ReturnType<typeof setTimeout>>();

/** For every form that leads to another page. Those that an island sends look after themselves. */
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
  // The page comes back as it was left when one goes back to it.
  addEventListener("pageshow", () => [...sending.keys()].forEach(release));
}

function release(form: HTMLFormElement): void {
  clearTimeout(sending.get(form));
  sending.delete(form);
  rest(form, false);
}

/** Not `disabled`: that would take the focus, and the button's own value out of what is sent. */
function rest(form: HTMLFormElement, isResting: boolean): void {
  form.setAttribute("aria-busy", String(isResting));
  for (const button of form.querySelectorAll("[type=submit]")) {
    button.setAttribute("aria-disabled", String(isResting));
  }
}
