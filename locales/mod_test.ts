import assert from "node:assert/strict";
import { isMessageKey, LOCALES, messagesOf, translator } from "./mod.ts";

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
