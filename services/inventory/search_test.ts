import assert from "node:assert/strict";
import fc from "fast-check";
import { askedNumber, createSearch } from "./search.ts";

function searchOf(texts: Record<number, [string, string?]>) {
  const search = createSearch();
  for (const [number, [name, rest = ""]] of Object.entries(texts)) {
    search.put(Number(number), { name, rest });
  }
  return search;
}

Deno.test("find() forgives accents, cases, typos and swapped letters", () => {
  const search = searchOf({
    1: ["Élisabeth Franchi abito"],
    2: ["Nike felpa"],
    3: ["Hermès foulard"],
  });
  assert.deepEqual(search.find("elisabeth"), [1]);
  assert.deepEqual(search.find("ELISABETTH"), [1]);
  assert.deepEqual(search.find("hermes"), [3]);
  assert.deepEqual(search.find("Hermès"), [3]);
  assert.deepEqual(search.find("nkie"), [2]);
  assert.deepEqual(search.find("felpe"), [2]);
  assert.deepEqual(search.find("fel"), [2]);
  assert.deepEqual(search.find("adidas"), []);
});

Deno.test("find() wants every word, in any order and any field", () => {
  const search = searchOf({ 1: ["Nike felpa", "blu A2"], 2: ["Nike scarpe", "blu"] });
  assert.deepEqual(search.find("blu nike felpa"), [1]);
  assert.deepEqual(search.find("nike blu"), [2, 1]);
  assert.deepEqual(search.find("nike rosso"), []);
});

Deno.test("find() puts the name before the rest, the exact before the like", () => {
  const search = searchOf({
    1: ["gonna", "come Prada"],
    2: ["Prada borsa"],
    3: ["Pradamalia top"],
  });
  assert.deepEqual(search.find("prada"), [2, 1, 3]);
});

Deno.test("find() takes numbers as they are", () => {
  const search = searchOf({
    1: ["Levi's 501"],
    2: ["Levi's 5010"],
    3: ["Levi's 511", "DX5301-100"],
  });
  assert.deepEqual(search.find("501"), [1]);
  assert.deepEqual(search.find("DX5301-100"), [3]);
  assert.deepEqual(search.find("dx53"), [3]);
});

Deno.test("find() of nothing, of signs, of a page of words answers at once", () => {
  const search = searchOf({ 1: ["Nike"] });
  assert.deepEqual(search.find(""), []);
  assert.deepEqual(search.find("?!* (["), []);
  assert.deepEqual(search.find("nike ".repeat(5_000)), [1]);
});

Deno.test("put() and remove() leave the same index as starting anew", () => {
  const words = fc.array(fc.constantFrom("nike", "nikon", "felpa", "blu", "città", "501", "a2"), {
    maxLength: 5,
  }).map((words) => words.join(" "));
  const text = fc.record({ name: words, rest: words });
  const step = fc.record({ number: fc.integer({ min: 1, max: 5 }), text: fc.option(text) });
  fc.assert(fc.property(fc.array(step), words, (steps, asked) => {
    const kept = new Map<number, { name: string; rest: string }>();
    const changed = createSearch();
    for (const { number, text } of steps) {
      if (text) {
        kept.set(number, text);
        changed.put(number, text);
      } else {
        kept.delete(number);
        changed.remove(number);
      }
    }
    const anew = createSearch();
    for (const [number, text] of kept) anew.put(number, text);
    assert.deepEqual(changed.find(asked), anew.find(asked));
  }));
});

Deno.test("askedNumber() reads a label's number in the ways it is said", () => {
  for (const text of ["N. 0231", "n.231", "n° 231", "#231", "nr 231", "No. 231", "0231"]) {
    assert.deepEqual(askedNumber(text), { number: 231, surely: true }, text);
  }
  assert.deepEqual(askedNumber(" 231 "), { number: 231, surely: false });
  for (const text of ["nike 231", "231b", "", "n."]) assert.equal(askedNumber(text), null, text);
});
