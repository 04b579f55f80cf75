import assert from "node:assert/strict";
import { IntlMessageFormat } from "intl-messageformat";
import { isMessageKey, LOCALES, messagesOf, translator } from "./mod.ts";

/** A part of a parsed message, of which tests only look at the names. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Record<string, { readonly value: readonly Part[] }>;
}
const LITERAL = 0;
const POUND = 7;

const parsed = (text: string) => new IntlMessageFormat(text, "en").getAst() as Part[];

function placeholders(parts: readonly Part[]): string[] {
  return parts.flatMap(({ type, value, options = {} }) => [
    ...(type === LITERAL || type === POUND ? [] : [value!]),
    ...Object.values(options).flatMap((option) => placeholders(option.value)),
  ]);
}

const namesIn = (text: string) => [...new Set(placeholders(parsed(text)))].sort();

Deno.test("both languages have the same sentences", () => {
  const [it, en] = LOCALES.map((locale) => [...messagesOf(locale).keys()].sort());
  assert.deepEqual(it, en);
});

Deno.test("every sentence is well formed and asks for the same values in both languages", () => {
  for (const [key, text] of messagesOf("it")) {
    assert.deepEqual(namesIn(text), namesIn(messagesOf("en").get(key)!), key);
  }
});

Deno.test("no sentence exclaims, is empty or carries an emoji", () => {
  for (const locale of LOCALES) {
    const wrong = [...messagesOf(locale)].filter(([, text]) =>
      text.trim() === "" || /!|\p{Extended_Pictographic}/u.test(text)
    );
    assert.deepEqual(wrong, [], locale);
  }
});

Deno.test("translator() counts as its language counts", () => {
  const days = (locale: "it" | "en", done: number) =>
    translator(locale)("gallery.measure_days", { done, total: 5 });
  assert.equal(days("it", 1), "1 giorno su 5");
  assert.equal(days("it", 4), "4 giorni su 5");
  assert.equal(days("en", 1), "1 day of 5");
});

Deno.test("translator() is made once a language", () => {
  assert.equal(translator("it"), translator("it"));
  assert.notEqual(translator("it"), translator("en"));
});

Deno.test("isMessageKey() knows what there is and nothing an object inherits", () => {
  assert.equal(isMessageKey("common.undo"), true);
  assert.equal(isMessageKey("common.toString"), false);
  assert.equal(isMessageKey("constructor"), false);
});
