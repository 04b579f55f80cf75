import assert from "node:assert/strict";
import fc from "fast-check";
import { merge, type Values } from "./merge.ts";

const SEEN: Values = { box: ["A1"], note: ["prima"], colours: ["4", "9"], sold: [] };

Deno.test("merge() keeps what only this form changed and takes what only others changed", () => {
  const { values, theirs, changed } = merge({
    seen: SEEN,
    sent: { box: ["B2"], note: ["prima"], colours: ["4", "9"] },
    current: { ...SEEN, note: ["dopo"], sold: ["on"] },
  });
  assert.deepEqual(values, { box: ["B2"], note: ["dopo"], colours: ["4", "9"], sold: ["on"] });
  assert.deepEqual(theirs, {});
  assert.deepEqual([...changed], ["box"]);
});

Deno.test("merge() asks about a field that both sides changed, unless to the same", () => {
  const current = { ...SEEN, box: ["C3"], note: ["dopo"] };
  const { values, theirs } = merge({
    seen: SEEN,
    sent: { box: ["B2"], note: ["dopo"], colours: ["4", "9"] },
    current,
  });
  assert.deepEqual(values.box, ["B2"]);
  assert.deepEqual(theirs, { box: ["C3"] });
  const again = merge({ seen: current, sent: { ...current, box: ["B2"] }, current });
  assert.deepEqual(again.theirs, {});
  assert.deepEqual([...again.changed], ["box"]);
});

Deno.test("merge() takes a box that was seen and not sent for emptied, one that was not seen for not asked", () => {
  const sent = { box: ["A1"], note: ["prima"] };
  assert.deepEqual(merge({ seen: SEEN, sent, current: SEEN }).values.colours, []);
  const { colours: _, ...seen } = SEEN;
  assert.deepEqual(merge({ seen, sent, current: SEEN }).values, SEEN);
  assert.deepEqual(merge({ seen: undefined, sent, current: SEEN }).values, SEEN);
});

Deno.test("merge() does not take line ends, spaces or the order of boxes for changes", () => {
  const current = { note: ["uno\ndue"], colours: ["4", "9"], cost: [] };
  const sent = { note: [" uno\r\ndue "], colours: ["9", "4"], cost: [""] };
  const { values, changed } = merge({ seen: current, sent, current });
  assert.deepEqual(values, current);
  assert.equal(changed.size, 0);
});

Deno.test("merge() never loses a change of either side without asking", () => {
  const value = fc.constantFrom<string[]>([], ["a"], ["b"], ["a", "b"]);
  const version = fc.record({ one: value, two: value });
  fc.assert(fc.property(version, version, version, (seen, sent, current) => {
    const { values, theirs } = merge({ seen, sent, current });
    for (const name of ["one", "two"] as const) {
      const [here, there] = [sent, current].map((side) => `${side[name]}` !== `${seen[name]}`);
      const isSame = `${sent[name]}` === `${current[name]}`;
      assert.equal(name in theirs, here && there && !isSame, name);
      assert.deepEqual(values[name], here ? sent[name] : current[name]);
    }
  }));
});
