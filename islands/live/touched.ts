/** Finds the fields that a person has changed or is writing in. */
import {
  type Control,
  type ControlGroup,
  defaultsOf,
  groupsOf,
  isSame,
  valuesOf,
} from "../forms/control_group.ts";

const changed = new WeakSet<EventTarget>();
const WRITES = "input:not([type=checkbox], [type=radio]), select, textarea";

if (globalThis.document) {
  for (const type of ["input", "change"]) {
    document.addEventListener(type, ({ target }) => target && changed.add(target), true);
  }
}

export const isTouched = (group: ControlGroup): boolean =>
  group.controls.some((control) => changed.has(control) || isBeingWritten(control)) ||
  !isSame(valuesOf(group), defaultsOf(group));

export const touchedIn = (form: HTMLFormElement): ControlGroup[] =>
  groupsOf(form).filter(isTouched);

/** Secrets and files belong to no group; they too are kept once given. */
export const holdsSecretOrFile = (element: Element): boolean =>
  [...element.querySelectorAll<HTMLInputElement>("input[type=password], input[type=file]")]
    .some(({ value }) => value !== "");

function isBeingWritten(control: Control): boolean {
  return control === document.activeElement && control.matches(WRITES);
}
