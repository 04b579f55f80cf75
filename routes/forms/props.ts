/** Props of a form's fields. */
import type { Theirs } from "../../components/field.tsx";
import type { T } from "../../locales/mod.ts";
import type { Form } from "./form.ts";

interface Said {
  readonly id: string;
  readonly name: string;
  readonly error?: string;
  readonly theirs?: Theirs;
  /** The first field that is to be looked at. */
  readonly autofocus?: boolean;
}

interface FormProps {
  /** For a field with one value. */
  value(name: string): Said & { readonly value: string };
  /** For a single box. */
  tick(name: string): Said & { readonly checked: boolean };
  /** For boxes of one name. */
  said(name: string): Said;
  has(name: string, value: string): boolean;
}

/** @param prefix of the ids, where a page has several forms with fields of the same name */
export function propsOf(t: T, form: Form, prefix = ""): FormProps {
  const { values, errors, theirs } = form;
  const [first] = [...Object.keys(errors), ...Object.keys(theirs)];
  const said = (name: string): Said => ({
    id: idOf(name, prefix),
    name,
    ...(errors[name] && { error: errors[name] }),
    ...(theirs[name] && {
      theirs: { label: t("forms.theirs"), values: theirs[name], none: t("forms.theirs_empty") },
    }),
    ...(name === first && { autofocus: true }),
  });
  return {
    said,
    value: (name) => ({ ...said(name), value: values[name]?.[0] ?? "" }),
    tick: (name) => ({ ...said(name), checked: (values[name] ?? []).length > 0 }),
    has: (name, value) => values[name]?.includes(value) ?? false,
  };
}

export const idOf = (name: string, prefix = ""): string => prefix + name.replaceAll(".", "-");
