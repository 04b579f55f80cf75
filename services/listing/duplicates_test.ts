import assert from "node:assert/strict";
import { factsOf } from "./testing.ts";
import { type DuplicateCandidate, findDuplicates } from "./duplicates.ts";

const shirt = (
  id: string,
  title: string,
  values: Parameters<typeof factsOf>[0],
): DuplicateCandidate => ({
  id,
  number: Number(id),
  title,
  facts: factsOf({ brand: "Zara", category: "women.blouses", ...values }),
});
const none = () => false;
const mine = shirt("1", "Blusa Zara bianca a fiori, taglia M", { sizeLabel: "M", colours: [12] });

Deno.test("findDuplicates() finds the same item under nearly the same title", () => {
  const other = shirt("2", "Blusa Zara bianca fiori M", { sizeLabel: "M", colours: [12] });
  assert.deepEqual(findDuplicates(mine, [other], none), [{ number: 2, title: other.title }]);
});

Deno.test("findDuplicates() ignores another size or colour", () => {
  const larger = shirt("2", "Blusa Zara bianca a fiori, taglia L", { sizeLabel: "L" });
  const black = shirt("3", mine.title, { sizeLabel: "M", colours: [1] });
  assert.deepEqual(findDuplicates(mine, [larger, black], none), []);
});

Deno.test("findDuplicates() finds an item with the same photo under any title", () => {
  const other = shirt("2", "Camicetta", { sizeLabel: "XS" });
  assert.equal(findDuplicates(mine, [other], (id) => id === "2").length, 1);
});

Deno.test("findDuplicates() never finds the item itself", () => {
  assert.deepEqual(findDuplicates(mine, [mine], () => true), []);
});

Deno.test("findDuplicates() does not match two items without titles", () => {
  assert.deepEqual(
    findDuplicates({ ...mine, title: "" }, [{ ...mine, id: "2", title: "" }], none),
    [],
  );
});
