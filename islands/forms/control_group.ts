/** The controls of a form that answer one question: a field, or the boxes that share a name. */

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface ControlGroup {
  readonly name: string;
  readonly controls: readonly Control[];
}

/** Types of controls that a person does not fill in, or whose value no page may keep. */
const NOT_FILLED_IN = new Set(["hidden", "submit", "button", "image", "reset", "password", "file"]);

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

/** The questions of a form that a person answers, without passphrases and files. */
export function groupsOf(form: HTMLFormElement): ControlGroup[] {
  const controls = [...form.elements].filter(isControl)
    .filter(({ name, type }) => name !== "" && !NOT_FILLED_IN.has(type));
  return [...Map.groupBy(controls, ({ name }) => name)]
    .map(([name, controls]) => ({ name, controls }));
}

/** Current values; an unchecked box has none. */
export const valuesOf = ({ controls }: ControlGroup): string[] =>
  controls.flatMap((control) => valueNow(control));

/** Values that the server rendered. */
export const defaultsOf = ({ controls }: ControlGroup): string[] =>
  controls.flatMap((control) => valueAtFirst(control));

export const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

/** Fills in these values and lets the page know, as if they were typed. */
export function fillIn({ controls }: ControlGroup, values: readonly string[]): void {
  const left = [...values];
  for (const control of controls) {
    if (isTickBox(control)) control.checked = left.includes(control.value);
    else if (control instanceof HTMLSelectElement && control.multiple) {
      for (const option of control.options) option.selected = left.includes(option.value);
    } else control.value = left.shift() ?? "";
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** The values as a person reads them. */
export function wordsOf({ controls }: ControlGroup, values: readonly string[]): string {
  const words = controls.flatMap((control) => {
    if (isTickBox(control)) return values.includes(control.value) ? [labelOf(control)] : [];
    if (!(control instanceof HTMLSelectElement)) return [];
    return [...control.options].filter(({ value }) => values.includes(value))
      .map(({ text }) => text);
  });
  return (words.length > 0 ? words : values).join(", ");
}

const isTickBox = (control: Control): control is HTMLInputElement =>
  control.type === "checkbox" || control.type === "radio";

const labelOf = ({ labels, value }: HTMLInputElement): string =>
  labels?.[0]?.textContent.trim() || value;

function valueNow(control: Control): string[] {
  if (isTickBox(control)) return control.checked ? [control.value] : [];
  if (!(control instanceof HTMLSelectElement)) return [control.value];
  return [...control.selectedOptions].map(({ value }) => value);
}

function valueAtFirst(control: Control): string[] {
  if (isTickBox(control)) return control.defaultChecked ? [control.value] : [];
  if (!(control instanceof HTMLSelectElement)) {
    return [control.defaultValue.replaceAll("\r\n", "\n")];
  }
  const chosen = [...control.options].filter(({ defaultSelected }) => defaultSelected);
  // Without a `selected` option, browsers select the first of a single-choice list.
  const first = control.multiple ? [] : [...control.options].slice(0, 1);
  return (chosen.length > 0 ? chosen.slice(control.multiple ? 0 : -1) : first)
    .map(({ value }) => value);
}
