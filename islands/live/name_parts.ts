/**
 * Ids for the parts of a page that hold state, so that each is found again in a newer rendering wherever it has
 * moved: islands, forms, their fields and what frames these. A part that has an id keeps it.
 */
const CONTROLS = "input, select, textarea";
const FRAMES = ".field, .check, .radio, .chip, fieldset";

/** Gives the same part the same id in each rendering of a page. */
export function nameParts(root: Element): void {
  const used = new Map<string, number>();

  function name(element: Element, wanted: string): void {
    if (element.hasAttribute("id")) return;
    const count = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, count);
    element.setAttribute("id", count === 1 ? wanted : `${wanted}~${count}`);
  }

  for (const island of root.querySelectorAll<HTMLElement>("is-land")) {
    name(island, `island:${island.dataset.name}`);
  }
  for (const form of root.querySelectorAll("form")) {
    if (form.closest("is-land")) continue;
    const action = `form:${form.getAttribute("action") ?? ""}`;
    name(form, action);
    for (const control of form.querySelectorAll<HTMLInputElement>(CONTROLS)) {
      name(control, `${action}:${nameOf(control)}`);
    }
    for (const frame of form.querySelectorAll(FRAMES)) {
      const control = frame.querySelector<HTMLInputElement>(CONTROLS);
      if (!control) continue;
      const asked = frame.matches("fieldset") ? control.name : nameOf(control);
      name(frame, `${action}:frame:${asked}`);
    }
  }
}

/** Checkboxes that share a name differ by value. */
const nameOf = ({ name, type, value }: HTMLInputElement): string =>
  type === "checkbox" || type === "radio" ? `${name}=${value}` : name;
