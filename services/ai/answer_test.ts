import assert from "node:assert/strict";
import { z } from "zod";
import { isRefusal, takeAnswer } from "./answer.ts";

const SCHEMA = z.object({ size: z.string().nullable() });

Deno.test("isRefusal() knows the ways of saying no", () => {
  for (
    const text of [
      "I cannot directly view images.",
      "I'm sorry, but I can't assist with that.",
      "I’m unable to see the photo",
      "As an AI text model I have no eyes",
      "Non posso visualizzare le immagini",
      "Mi dispiace, ma non riesco ad aiutarti",
    ]
  ) assert.ok(isRefusal(text), text);
});

Deno.test("isRefusal() lets what is printed on labels pass", () => {
  for (
    const text of [
      '{"lines":["NON CANDEGGIARE","DO NOT BLEACH","LAVARE A MANO"]}',
      '{"lines":["CANNOT BE TUMBLE DRIED"]}',
    ]
  ) assert.ok(!isRefusal(text), text);
});

Deno.test("takeAnswer() takes nothing but the shape asked for", () => {
  assert.deepEqual(takeAnswer('{"size":null}', SCHEMA, "m"), { size: null });
  assert.throws(() => takeAnswer('{"size":42}', SCHEMA, "m"), { key: "ai.unreadable" });
  assert.throws(() => takeAnswer("", SCHEMA, "m"), { key: "ai.unreadable" });
});
