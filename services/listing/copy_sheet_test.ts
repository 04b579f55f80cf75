import assert from "node:assert/strict";
import type { Item } from "../inventory/item.ts";
import { composeListing } from "./compose.ts";
import { copySheet, parcelSize } from "./copy_sheet.ts";
import { factsOf, WARDROBE } from "./testing.ts";

const item: Item = {
  id: "01ITEM",
  number: 231,
  state: "ready",
  facts: WARDROBE.blazer!.facts,
  price: { cents: 2_450, currency: "EUR" },
  origin: "own",
  photoCount: 0,
  createdAt: 0,
  updatedAt: 0,
};

Deno.test("copySheet() writes each field in the words of the marketplace's form", () => {
  const text = composeListing(item.facts, { language: "it", number: item.number });
  const { fields, parcel } = copySheet(item, text, "it");
  assert.match(fields.description, /\n\n#mango #blazer #beige$/);
  assert.match(fields.category, /^Donna › .+Blazer$/);
  assert.deepEqual({ ...fields, title: "", description: "", category: "" }, {
    title: "",
    description: "",
    category: "",
    brand: "Mango",
    size: "M / 38",
    condition: "Ottime",
    colours: "Beige",
    material: "Lino, Viscosa",
    price: "24,50",
  });
  assert.equal(parcel, "medium");
});

Deno.test("copySheet() leaves unknown fields empty", () => {
  const bare = { ...item, facts: {}, price: undefined };
  const { fields, parcel } = copySheet(bare, { title: "", description: "", hashtags: [] }, "it");
  assert.deepEqual([...new Set(Object.values(fields))], [""]);
  assert.equal(parcel, null);
});

Deno.test("copySheet() gives the printed size where the marketplace's size is not known", () => {
  const facts = factsOf({ sizeLabel: "IT 42" });
  const { fields } = copySheet(
    { ...item, facts },
    { title: "", description: "", hashtags: [] },
    "it",
  );
  assert.equal(fields.size, "IT 42");
});

Deno.test("parcelSize() tells an envelope from a shoe box", () => {
  assert.equal(parcelSize(factsOf({ category: "women.sneakers" })), "medium");
  assert.equal(parcelSize(factsOf({ category: "women.blouses" })), "small");
  assert.equal(parcelSize(factsOf({ category: "women.overcoats" })), "medium");
});
