/** A form of a page as a browser without scripts sends it, read from the HTML that this app writes. */
import assert from "node:assert/strict";

export type Fields = Record<string, string[]>;

/** What is filled in, by name. @param action of the form's address; of several the first */
export function formIn(html: string, action: string): Fields {
  const form = [...html.matchAll(/<form\b[^>]*>.*?<\/form>/gs)].map(([form]) => form)
    .find((form) => attribute(/^<form\b[^>]*>/.exec(form)![0], "action") === action);
  assert.ok(form, `no form for ${action}: ${html.slice(0, 500)}`);
  const fields: Fields = {};
  const add = (name: string | undefined, value: string) => {
    if (name) (fields[name] ??= []).push(value);
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const type = attribute(tag, "type") ?? "text";
    if (type === "file" || type === "submit" || has(tag, "disabled")) continue;
    const isBox = type === "checkbox" || type === "radio";
    if (!isBox || has(tag, "checked")) {
      add(attribute(tag, "name"), attribute(tag, "value") ?? (isBox ? "on" : ""));
    }
  }
  for (const [, tag, text] of form.matchAll(/(<textarea\b[^>]*>)(.*?)<\/textarea>/gs)) {
    add(attribute(tag!, "name"), decoded(text!));
  }
  for (const [, tag, inner] of form.matchAll(/(<select\b[^>]*>)(.*?)<\/select>/gs)) {
    const options = [...inner!.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
    const chosen = options.find((option) => has(option, "selected")) ?? options[0];
    if (chosen) add(attribute(tag!, "name"), attribute(chosen, "value") ?? "");
  }
  return fields;
}

export interface Shown {
  readonly tag: string;
  readonly value: string;
  /** The sentence at the field. */
  readonly error: string | undefined;
  /** What was saved there elsewhere. */
  readonly theirs: string | undefined;
}

/** One field of a page and what is said of it. */
export function fieldIn(html: string, name: string): Shown {
  const tags = [...html.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)].map(([tag]) => tag)
    .filter((tag) => attribute(tag, "name") === name && attribute(tag, "type") !== "hidden");
  const tag = tags.find((tag) => has(tag, "aria-invalid")) ?? tags[0];
  assert.ok(tag, `no field ${name}: ${html.slice(0, 500)}`);
  const id = attribute(tag, "id") ?? name;
  const textOf = (part: string) => {
    const [, text] = new RegExp(`id="${id}-${part}">(.*?)</p>`, "s").exec(html) ?? [];
    return text && decoded(text.replace(/<[^>]*>/g, ""));
  };
  const value = attribute(tag, "value") ?? "";
  return { tag, value, error: textOf("error"), theirs: textOf("theirs") };
}

const has = (tag: string, name: string): boolean => new RegExp(`\\s${name}(?=[\\s=>/])`).test(tag);

function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? (has(tag, name) ? "" : undefined) : decoded(value);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!);
