/** Offers, beside a field that a person has filled in, the value that was found meanwhile. */
import {
  type ControlGroup,
  defaultsOf,
  fillIn,
  groupsOf,
  isSame,
  valuesOf,
  wordsOf,
} from "../forms/control_group.ts";
import { touchedIn } from "./touched.ts";

export interface FoundWords {
  /** Of a value whose source the page does not name. */
  readonly meanwhile: string;
  readonly use: string;
}

export const OFFER = "[data-offer]";

/** @returns what was offered for the first time, in words, for those who do not see it */
export function offerFoundValues(
  form: HTMLFormElement,
  newer: HTMLFormElement,
  words: FoundWords,
): string[] {
  const known = new Map(groupsOf(newer).map((group) => [group.name, group]));
  return touchedIn(form).flatMap((mine) => {
    const found = known.get(mine.name);
    if (!found) return [];
    const values = defaultsOf(found);
    const shown = offerOf(form, mine);
    if (isSame(values, valuesOf(mine)) || isSame(values, defaultsOf(mine))) {
      shown?.remove();
      return [];
    }
    const source = found.controls[0]!.closest<HTMLElement>("[data-source]")?.dataset.source;
    const text = `${capitalised(source ?? words.meanwhile)}: ${wordsOf(found, values) || "–"}`;
    if (shown?.firstChild?.textContent === text) return [];
    shown?.remove();
    place(mine, offer(form, mine, { text, values, use: words.use }));
    return [text];
  });
}

const idOf = (form: HTMLFormElement, { name }: ControlGroup) =>
  `offer:${form.getAttribute("action") ?? ""}:${name}`;

const offerOf = (form: HTMLFormElement, group: ControlGroup) =>
  form.querySelector<HTMLElement>(`[id="${CSS.escape(idOf(form, group))}"]`);

function offer(
  form: HTMLFormElement,
  group: ControlGroup,
  { text, values, use }: { text: string; values: readonly string[]; use: string },
): HTMLElement {
  const line = document.createElement("p");
  line.id = idOf(form, group);
  line.className = "found-value";
  line.dataset.offer = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = use;
  button.setAttribute("aria-label", `${use}: ${text}`);
  button.addEventListener("click", () => {
    fillIn(group, values);
    group.controls[0]!.focus();
    line.remove();
  });
  line.append(Object.assign(document.createElement("span"), { textContent: text }), button);
  return line;
}

function place({ controls }: ControlGroup, line: HTMLElement): void {
  const [first] = controls;
  const frame = first!.closest("fieldset") ?? first!.closest(".field, .check");
  if (frame) frame.append(line);
  else first!.form!.append(line);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
