/** A question of a form: its label, a hint, the control, and what is wrong with the answer. */
import type { ComponentChildren } from "preact";

interface Question {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** What is wrong, in one sentence. */
  error?: ComponentChildren;
  /** @default the name */
  id?: string;
  /** Where its value is from, in words: said of a value that is found while the form is open. */
  source?: string;
}

function Frame({ question, children }: { question: Question; children: ComponentChildren }) {
  const { name, label, hint, error, id = name, source } = question;
  return (
    <div class={error ? "field field--wrong" : "field"} data-source={source}>
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {children}
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

function wiring({ name, hint, error, id = name }: Question) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    name,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? ("true" as const) : undefined,
  };
}

function split<P extends Question>(props: P) {
  const { name, label, hint, error, id, source, ...control } = props;
  const question: Question = { name, label, hint, error, id, source };
  return { question, control };
}

/** What the fields of this house use of the platform's. */
interface Control {
  required?: boolean;
  disabled?: boolean;
  autofocus?: boolean;
  autocomplete?: string;
  placeholder?: string;
  maxLength?: number;
  minLength?: number;
  spellcheck?: boolean;
  readOnly?: boolean;
}

interface InputControl extends Control {
  type?: "text" | "password" | "email" | "url" | "number" | "search" | "date" | "file" | "tel";
  value?: string | number;
  inputMode?: "text" | "decimal" | "numeric" | "url" | "search";
  min?: number | string;
  max?: number | string;
  step?: number | string;
  /** The id of a datalist with suggestions. */
  list?: string;
  accept?: string;
  multiple?: boolean;
  autocapitalize?: "off" | "characters" | "words" | "sentences";
}

interface TextAreaControl extends Control {
  value?: string;
  rows?: number;
}

export function TextField(props: Question & InputControl) {
  const { question, control } = split(props);
  return (
    <Frame question={question}>
      <input {...(control as { type: "text" })} {...wiring(question)} class="input" />
    </Frame>
  );
}

export function TextArea({ value, ...props }: Question & TextAreaControl) {
  const { question, control } = split(props);
  return (
    <Frame question={question}>
      <textarea rows={5} {...control} {...wiring(question)} class="input">{value}</textarea>
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

export interface OptionGroup {
  group: string;
  options: readonly Option[];
}

export type Options = readonly (Option | OptionGroup)[];

export function SelectField(
  { options, value, ...props }: Question & Control & { options: Options; value?: string },
) {
  const { question, control: { disabled, required } } = split(props);
  return (
    <Frame question={question}>
      <select disabled={disabled} required={required} {...wiring(question)} class="input">
        {options.map((option) =>
          "group" in option
            ? (
              <optgroup key={option.group} label={option.group}>
                {option.options.map((inner) => Choice(inner, value))}
              </optgroup>
            )
            : Choice(option, value)
        )}
      </select>
    </Frame>
  );
}

function Choice({ value, label }: Option, chosen: string | undefined) {
  return <option key={value} value={value} selected={value === chosen}>{label}</option>;
}

export function CheckField(
  props: Question & { checked?: boolean; value?: string; disabled?: boolean },
) {
  const { question, control } = split(props);
  const { label, hint, id = question.name, source } = question;
  return (
    <div class="check" data-source={source}>
      <input type="checkbox" {...control} {...wiring(question)} />
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** One of a few, all to be seen at once. */
export function RadioField({ options, value, name, label, hint, error, source }: Question & {
  options: readonly Option[];
  value?: string;
}) {
  return (
    <fieldset class={error ? "field field--wrong" : "field"} data-source={source}>
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="radios">
        {options.map((option) => (
          <label key={option.value} class="radio">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && <p class="error">{error}</p>}
    </fieldset>
  );
}
