/** Taking something in: once, however often the form is sent. */
import assert from "node:assert/strict";
import { garment } from "../../services/photos/testing.ts";
import { flashOf, logIn, mainOf } from "../../tests/support/owner_pages.ts";
import { fieldIn, formIn } from "../../tests/support/sent_form.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

async function openIntake() {
  const house = await openTestHouse();
  const { inventory, photos } = house.services;
  const pages = await logIn(house);
  const blank = async () => {
    const html = await (await pages.ask("/items/new")).text();
    const { once = [] } = formIn(html.replace('class="form"', 'action="new"'), "new");
    return once[0]!;
  };
  return {
    inventory,
    pages,
    /** The key of a form that was just opened. */
    blank,
    count: () => inventory.find({}).total,
    album: async (number: number) => await photos.list((await inventory.get(number)).id),
    send(fields: Readonly<Record<string, string>>, ...files: readonly File[]) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      for (const file of files) body.append("photos", file);
      return pages.ask("/items/new", { method: "POST", body });
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

const photo = async (kind: number, name: string) =>
  new File([Uint8Array.from(await garment(kind))], name, { type: "image/jpeg" });

Deno.test("three presses at once make one item with each photo once", async () => {
  await using t = await openIntake();
  const once = await t.blank();
  const files = [await photo(0, "a.jpg"), await photo(1, "b.jpg")];
  const answers = await Promise.all(
    [1, 2, 3].map(() => t.send({ once, words: "felpa Nike" }, ...files)),
  );
  const places = answers.map((answer) => answer.headers.get("location"));
  assert.deepEqual(places, ["/items/1", "/items/1", "/items/1"]);
  assert.equal(t.count(), 1);
  assert.equal((await t.album(1)).length, 2);
});

Deno.test("a form that was cut off between two photos is sent again and brings the missing one", async () => {
  await using t = await openIntake();
  const once = await t.blank();
  const [first, second] = [await photo(0, "a.jpg"), await photo(1, "b.jpg")];
  await t.send({ once, words: "felpa" }, first);
  await t.send({ once, words: "felpa" }, first, second);
  assert.equal(t.count(), 1);
  assert.equal((await t.album(1)).length, 2);
});

Deno.test("other words, another photo or another form make another item", async () => {
  await using t = await openIntake();
  const once = await t.blank();
  await t.send({ once, words: "felpa" });
  await t.send({ once, words: "giacca" });
  await t.send({ once, words: "felpa" }, await photo(0, "a.jpg"));
  await t.send({ once: await t.blank(), words: "felpa" });
  await t.send({ words: "felpa" });
  await t.send({ once: "not a key", words: "felpa" });
  assert.equal(t.count(), 6);
});

Deno.test("a refused intake comes back with what was typed and its key, and makes nothing", async () => {
  await using t = await openIntake();
  const once = await t.blank();
  const answer = await t.send({ once, words: "felpa", box: "x".repeat(41), origin: "resale" });
  assert.equal(answer.status, 422);
  const page = await mainOf(answer);
  const box = fieldIn(page, "box");
  assert.equal(box.value.length, 41);
  assert.ok(box.error);
  assert.equal(fieldIn(page, "words").value, "felpa");
  assert.match(page, new RegExp(`name="once" value="${once}"`));
  assert.match(page, /value="resale"[^>]* checked/);
  assert.equal(t.count(), 0);
  assert.equal(flashOf(answer), null);
});
