/** Offers another value beside a field that a person has filled in. */
import { addedLine, findLine } from "./added_line.ts";
import { type ControlGroup, fillIn, wordsOf } from "./control_group.ts";
import { actionOf } from "./form_action.ts";

export interface OfferWords {
  /** Text for a value whose source the page does not name. */
  readonly meanwhile: string;
  readonly use: string;
}

/** @returns the offer in words, `null` when it is on the page already */
export function offerValue(
  group: ControlGroup,
  { values, source, use }: { values: readonly string[]; source: string; use: string },
): string | null {
  const form = formOf(group);
  const id = idOf(group);
  const text = `${capitalised(source)}: ${wordsOf(group, values) || "–"}`;
  const shown = findLine(form, id);
  if (shown?.firstChild?.textContent === text) return null;
  shown?.remove();
  const press = () => {
    fillIn(group, values);
    return group.controls[0]!;
  };
  placeOf(group).append(addedLine({ id, text, button: use, press }));
  return text;
}

export const withdrawOffer = (group: ControlGroup): void =>
  findLine(formOf(group), idOf(group))?.remove();

const formOf = ({ controls: [first] }: ControlGroup): HTMLFormElement => first!.form!;

const idOf = (group: ControlGroup): string => `offer:${actionOf(formOf(group))}:${group.name}`;

/** Below the question, or at the end of a form that is one line. */
function placeOf(group: ControlGroup): Element {
  const [first] = group.controls;
  return first!.closest(".field, .check") ?? first!.closest("fieldset") ?? formOf(group);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
