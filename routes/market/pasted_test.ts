import assert from "node:assert/strict";
import { PASTED_LINKS_MAX, readPasted } from "./pasted.ts";

Deno.test("readPasted() finds items and searches amid the words of a share sheet", () => {
  const { items, searches, others, kept } = readPasted(
    'Guarda (https://www.vinted.it/items/42-felpa-nike?referrer=catalog), e "vinted.fr/items/43"; poi ' +
      "https://www.vinted.it/catalog?search_text=felpa&brand_ids[]=53.",
  );
  assert.deepEqual(items.map(({ link, title }) => [link.url, title]), [
    ["https://www.vinted.it/items/42", "felpa nike"],
    ["https://www.vinted.fr/items/43", ""],
  ]);
  assert.deepEqual(searches.map(({ search }) => search.text), ["felpa"]);
  assert.equal(others, 0);
  const again = readPasted(kept);
  assert.deepEqual([again.items, again.searches], [items, searches]);
});

Deno.test("readPasted() takes no link of another place, however it is dressed", () => {
  const others = [
    "http://127.0.0.1/items/42",
    "http://192.168.1.1/www.vinted.it/items/42",
    "http://[::1]/items/42",
    "https://www.vinted.it@10.0.0.1/items/42",
    "https://www.vinted.it.example.com/items/42",
    "http://169.254.169.254/latest/meta-data?https://www.vinted.it/items/42",
    "http://2130706433/items/42",
    "http://0x7f000001/items/42",
    "http://0177.0.0.1/items/42",
    "http://0.0.0.0/items/42",
    "http://[::ffff:127.0.0.1]/items/42",
    "http://[fdaa::3]/items/42",
    "http://fly-local-6pn/items/42",
    "http://relay.internal/items/42",
    "gopher://www.vinted.it/items/42",
    "file:///etc/passwd",
    "javascript:alert(1)//vinted.it/items/42",
    "//vinted.it/items/42",
  ];
  const pasted = readPasted(others.join("\n"));
  assert.deepEqual([pasted.items, pasted.searches, pasted.kept], [[], [], ""]);
  assert.equal(pasted.others, others.length);
});

Deno.test("readPasted() reads each link once, and not more than it can show", () => {
  const many = Array.from({ length: 50 }, (_, i) => `https://www.vinted.it/items/${i + 1}`);
  assert.equal(readPasted(many.join(" ")).items.length, PASTED_LINKS_MAX);
  assert.equal(readPasted("vinted.it/items/1 https://www.vinted.it/items/1-x").items.length, 1);
});
