import assert from "node:assert/strict";
import { z } from "zod";
import { translator } from "../../locales/mod.ts";
import { AMOUNT_CENTS_MAX } from "../../services/inventory/mod.ts";
import {
  amount,
  choice,
  day,
  type Field,
  lines,
  optionalWhole,
  several,
  text,
  tick,
  whole,
} from "./fields.ts";
import { blankForm, FormRefused, mustFit } from "./form.ts";

const t = translator("it");

/** The parsed value, or the sentence of the refusal. */
function read<V>(field: Field<V>, ...values: string[]): V | string {
  try {
    return mustFit(t, z.object({ field }), blankForm({ field: values })).field as V;
  } catch (error) {
    if (!(error instanceof FormRefused)) throw error;
    assert.equal(error.status, 422);
    return error.form.errors.field!;
  }
}

Deno.test("amount() reads prices as people write them and refuses what is none, negative or beyond measure", () => {
  assert.deepEqual(read(amount(), "12,50"), { cents: 1250, currency: "EUR" });
  assert.deepEqual(read(amount(), "£ 9"), { cents: 900, currency: "GBP" });
  assert.deepEqual(read(amount(), "0"), { cents: 0, currency: "EUR" });
  assert.equal(read(amount(), " "), null);
  assert.equal(read(amount()), null);
  assert.equal(read(amount(), "abc"), t("forms.not_money", { value: "abc" }));
  const range = t("forms.money_range", { min: 0, max: AMOUNT_CENTS_MAX / 100 });
  for (const given of ["-5", "−5,00", "1000000,01", "99999999"]) {
    assert.equal(read(amount(), given), range, given);
  }
});

Deno.test("whole() and optionalWhole() take whole numbers within their limits", () => {
  const range = { min: 3, max: 50 };
  assert.equal(read(whole(range), "10 %"), 10);
  assert.equal(read(optionalWhole(range), ""), null);
  assert.equal(read(whole(range), ""), t("forms.required"));
  for (const given of ["2", "51", "3,5", "1e1", "dieci"]) {
    assert.equal(read(whole(range), given), t("forms.not_whole", range), given);
  }
});

Deno.test("text() and lines() say how long is too long, and trim what browsers and fingers add", () => {
  assert.equal(read(text({ max: 5 }), " a\r\nb "), "a\nb");
  assert.equal(read(text({ max: 5 })), "");
  assert.equal(read(text({ max: 5, required: true }), "  "), t("forms.required"));
  assert.equal(read(text({ max: 5 }), "abcdef"), t("forms.too_long", { max: 5, length: 6 }));
  const few = lines({ max: 2, charsMax: 5 });
  assert.deepEqual(read(few, "uno\r\n\r\n due "), ["uno", "due"]);
  assert.equal(read(few, "1\n2\n3"), t("forms.too_many_lines", { max: 2 }));
  assert.equal(read(few, "abcdef"), t("forms.too_long", { max: 5, length: 6 }));
});

Deno.test("choice(), several() and tick refuse what is not among the options", () => {
  assert.equal(read(choice(["a", "b"]), "b"), "b");
  assert.equal(read(choice(["a", "b"]), ""), t("forms.choose"));
  assert.equal(read(choice(["a", "b"], null), ""), null);
  assert.equal(read(choice(["a", "b"], null), "c"), t("forms.choose"));
  assert.deepEqual(read(several(["a", "b"]), "b", "a"), ["a", "b"]);
  assert.deepEqual(read(several(["a", "b"])), []);
  assert.equal(read(several(["a", "b"]), "a", "c"), t("forms.choose"));
  assert.equal(read(tick, "on"), true);
  assert.equal(read(tick), false);
});

Deno.test("day takes the dates that there are", () => {
  assert.equal(read(day, "2026-02-28"), "2026-02-28");
  assert.equal(read(day, ""), null);
  for (const given of ["2026-02-30", "28/02/2026", "ieri"]) {
    assert.equal(read(day, given), t("forms.not_day"), given);
  }
});
