/** A form field: its label, a hint, the control, and the reason why its value was refused. */
import type { ComponentChildren } from "preact";

/** A value that another tab or device saved since this form was loaded. */
export interface Theirs {
  readonly label: string;
  readonly values: readonly string[];
  /** Text in place of an empty value. */
  readonly none: string;
}

interface Question {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** Why the value was refused, in one sentence. */
  error?: ComponentChildren;
  theirs?: Theirs;
  /** @default the name */
  id?: string;
  /** Source of the value in words; shown when a value is found while the form is open. */
  source?: string;
}

/** @param wordOf a value as a person knows it, such as the label of an option */
function Frame({ question, wordOf, children }: {
  question: Question;
  wordOf?: (value: string) => string;
  children: ComponentChildren;
}) {
  const { name, label, hint, id = name, source } = question;
  return (
    <div class={classOf(question)} data-source={source}>
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {children}
      <Answer question={question} wordOf={wordOf} />
    </div>
  );
}

const classOf = (question: Question) => `field${markOf(question)}`;

const markOf = ({ error, theirs }: Question) =>
  error ? " field--wrong" : theirs ? " field--stale" : "";

/** Why the value was refused, and the value that was saved elsewhere meanwhile. */
function Answer({ question: { name, error, theirs, id = name }, wordOf = (value) => value }: {
  question: Question;
  wordOf?: ((value: string) => string) | undefined;
}) {
  const words = theirs?.values.filter(Boolean).map(wordOf).join(", ");
  return (
    <>
      {error && <p class="error" id={`${id}-error`}>{error}</p>}
      {theirs && (
        <p class="theirs" id={`${id}-theirs`}>
          {theirs.label} <strong>{words || theirs.none}</strong>
        </p>
      )}
    </>
  );
}

function describedBy({ name, hint, error, theirs, id = name }: Question): string | undefined {
  const parts = [hint && "hint", error && "error", theirs && "theirs"].filter(Boolean);
  return parts.map((part) => `${id}-${part}`).join(" ") || undefined;
}

function wiring(question: Question) {
  const { name, error, theirs, id = name } = question;
  return {
    id,
    name,
    "aria-describedby": describedBy(question),
    "aria-invalid": error || theirs ? ("true" as const) : undefined,
  };
}

function split<P extends Question>(props: P) {
  const { name, label, hint, error, theirs, id, source, ...control } = props;
  const question: Question = { name, label, hint, error, theirs, id, source };
  return { question, control };
}

/** The HTML attributes that our fields use. */
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

interface OptionGroup {
  group: string;
  options: readonly Option[];
}

export type Options = readonly (Option | OptionGroup)[];

export function SelectField(
  { options, value, ...props }: Question & Control & { options: Options; value?: string },
) {
  const { question, control: { disabled, required, autofocus } } = split(props);
  return (
    <Frame question={question} wordOf={(value) => labelOf(options, value)}>
      <select
        disabled={disabled}
        required={required}
        autofocus={autofocus}
        {...wiring(question)}
        class="input"
        dangerouslySetInnerHTML={{ __html: optionsMarkup(options, value) }}
      />
    </Frame>
  );
}

function labelOf(options: Options, value: string): string {
  const all = options.flatMap((option) => "group" in option ? option.options : [option]);
  return all.find((option) => option.value === value)?.label ?? value;
}

/** Without end tags, which HTML leaves out as well: the list of categories has 500 options. */
function optionsMarkup(options: Options, chosen: string | undefined): string {
  return options.map((option) =>
    "group" in option
      ? `<optgroup label="${escaped(option.group)}">${
        optionsMarkup(option.options, chosen)
      }</optgroup>`
      : `<option value="${escaped(option.value)}"${option.value === chosen ? " selected" : ""}>${
        escaped(option.label)
      }`
  ).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

export function CheckField(
  props: Question & { checked?: boolean; value?: string; disabled?: boolean; autofocus?: boolean },
) {
  const { question, control } = split(props);
  const { label, hint, id = question.name, source } = question;
  return (
    <div
      class={`check${markOf(question)}`}
      data-source={source}
    >
      <input type="checkbox" {...control} {...wiring(question)} />
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      <Answer question={question} />
    </div>
  );
}

/** One choice among a few that are all visible. */
export function RadioField({ options, value, autofocus, ...question }: Question & {
  options: readonly Option[];
  value?: string;
  autofocus?: boolean;
}) {
  const { label, hint, id = question.name } = question;
  const focused = options.find((option) => option.value === value) ?? options[0];
  return (
    <fieldset {...groupWiring(question)} class={classOf(question)} data-source={question.source}>
      <legend>{label}</legend>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      <div class="radios">
        {options.map((option) => (
          <label key={option.value} class="radio">
            <input
              type="radio"
              name={question.name}
              value={option.value}
              checked={option.value === value}
              autofocus={autofocus && option === focused}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <Answer
        question={question}
        wordOf={(given) =>
          labelOf(options, given)}
      />
    </fieldset>
  );
}

/** Several controls, such as checkboxes, that answer one question together. */
export function GroupField({ children, wordOf, whole, ...question }: Question & {
  children: ComponentChildren;
  wordOf?: (value: string) => string;
  /** Takes the full width of the form. */
  whole?: boolean;
}) {
  const { label, hint, id = question.name } = question;
  return (
    <fieldset
      id={id}
      aria-describedby={describedBy(question)}
      class={whole ? `${classOf(question)} whole` : classOf(question)}
      data-source={question.source}
    >
      <legend>{label}</legend>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {children}
      <Answer question={question} wordOf={wordOf} />
    </fieldset>
  );
}

/** ARIA allows `aria-invalid` on a radio group, but not on every group. */
function groupWiring(question: Question) {
  const { name: _, ...wired } = wiring(question);
  return { ...wired, role: "radiogroup" as const };
}
