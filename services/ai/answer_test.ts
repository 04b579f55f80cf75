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

const LISTS = z.object({
  condition: z.enum(["new", "good"]).nullable(),
  colours: z.array(z.enum(["red", "blue"])),
  lines: z.array(z.string().max(3)).max(2).optional(),
  flaws: z.array(z.object({ what: z.enum(["stain", "hole"]), where: z.string().nullable() })),
});
const take = (content: string, schema: z.ZodType = SCHEMA) => takeAnswer({ content }, schema, "m");
const unreadable = { key: "ai.unreadable" };

Deno.test("takeAnswer() takes nothing but the shape asked for", () => {
  assert.deepEqual(take('{"size":null}'), { size: null });
  assert.throws(() => take('{"size":42}'), unreadable);
  assert.throws(() => take(""), unreadable);
  assert.throws(() => take('{"price":3}'), unreadable);
});

Deno.test("takeAnswer() prefers the last answer that fits over drafts and examples", () => {
  assert.deepEqual(take('Format: {"size":"…"}. First {"size":"M"}, no: {"size":"L"} {"a":1}'), {
    size: "L",
  });
  assert.deepEqual(take('The { brace } says {"size":"a } b"}'), { size: "a } b" });
});

Deno.test("takeAnswer() refuses a refusal in the content, not in the thoughts", () => {
  const thinking = "I cannot see the neck label, so";
  assert.deepEqual(takeAnswer({ content: '{"size":"M"}', thinking }, SCHEMA, "m"), { size: "M" });
  assert.throws(() => take('I cannot see the image. {"size":"M"}'), { key: "ai.refused" });
});

Deno.test("takeAnswer() leaves out the values that do not fit and keeps the others", () => {
  const answer = {
    condition: "as new",
    colours: ["red", "mauve", "blue"],
    flaws: [{ what: "stain", where: "sleeve" }, { what: "moth", where: null }, "torn"],
  };
  assert.deepEqual(take(JSON.stringify(answer), LISTS), {
    condition: null,
    colours: ["red", "blue"],
    flaws: [{ what: "stain", where: "sleeve" }],
  });
  assert.deepEqual(take('{"condition":"good","lines":["a","b","c"]}', LISTS), {
    condition: "good",
    colours: [],
    flaws: [],
    lines: ["a", "b"],
  });
  const long = take('{"lines":["abcd"],"condition":null,"colours":[],"flaws":[]}', LISTS);
  assert.deepEqual(long, { lines: ["abc"], condition: null, colours: [], flaws: [] });
  assert.throws(() => take('{"condition":"?","colours":["mauve"],"flaws":[]}', LISTS), unreadable);
});

Deno.test("takeAnswer() reads a hostile answer in bounded time", () => {
  assert.throws(() => take("{".repeat(100_000)), unreadable);
});
