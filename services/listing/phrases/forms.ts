import type { Form } from "../grammar.ts";

/** From words by form to the form of each word. */
export function formsOf(words: Readonly<Record<Form, string>>): Readonly<Record<string, Form>> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([form, list]) =>
      list.trim().split(/\s+/).map((word) => [word, form as Form])
    ),
  );
}
