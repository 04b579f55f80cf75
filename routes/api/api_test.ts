import assert from "node:assert/strict";
import { z } from "zod";
import { BatchBody, HistoryBody, HitsBody, ItemBody, RowBody } from "./items_bodies.ts";
import { given, openTestApi, refused } from "./testing.ts";

const ICON = new URL("../../static/root/icon-512.png", import.meta.url);

const strictHits = HitsBody.extend({ items: z.array(RowBody.strict()) }).strict();

Deno.test("the API through the whole app", async (t) => {
  await using api = await openTestApi();
  const { call, send } = api;

  await t.step("an item is made, found, changed and taken back", async () => {
    const body = { box: "A2", facts: { brand: "Nike", category: "men.hoodies" } };
    const made = await call("POST", "/items", { body });
    const item = await given(made, 201, ItemBody.strict());
    assert.equal(item.facts.brand?.source, "seller");
    assert.equal(made.headers.get("location"), `/api/v1/items/${item.number}`);

    const found = await given(await call("GET", "/items?text=nike"), 200, strictHits);
    assert.deepEqual(found.items.map(({ number }) => number), [item.number]);

    const path = `/items/${item.number}`;
    const seen = made.headers.get("etag")!;
    const edited = await call("PATCH", path, {
      body: { box: "B1" },
      headers: { "if-match": seen },
    });
    assert.equal((await given(edited, 200, ItemBody)).box, "B1");

    const { entries } = await given(await call("GET", `${path}/history`), 200, HistoryBody);
    const undone = await call("POST", `/items/history/${entries[0]!.id}/undo`);
    assert.equal((await given(undone, 200, ItemBody)).box, "A2");
  });

  await t.step("an edit of what has changed since is refused", async () => {
    const first = (await call("GET", "/items/1")).headers.get("etag")!;
    const edit = (box: string, tag: string) =>
      call("PATCH", "/items/1", { body: { box }, headers: { "if-match": tag } });
    const second = (await edit("C1", first)).headers.get("etag")!;
    await refused(await edit("C2", first), 409, /modificato/);
    const headers = { "if-match": first };
    const late = [
      ["PUT", "/items/1/facts", { model: "Tech" }],
      ["PUT", "/items/1/proposals", {}],
      ["POST", "/items/1/state", { to: "ready" }],
      ["DELETE", "/items/1", undefined],
    ] as const;
    for (const [method, path, body] of late) {
      await refused(await call(method, path, { body, headers }), 409, /modificato/);
    }
    // Weak as from a compressing server, in a list, and the wildcard.
    const weak = await edit("C3", `"0", W/${second}`);
    assert.equal((await given(weak, 200, ItemBody)).box, "C3");
    assert.equal((await given(await edit("C4", "*"), 200, ItemBody)).box, "C4");
  });

  await t.step("a search hears every filter, and refuses one it does not know", async () => {
    await call("POST", "/items", { body: { box: "Z9", facts: { brand: "Zara, Kids" } } });
    const numbers = async (query: string) =>
      (await given(await call("GET", `/items?${query}`), 200, strictHits)).items
        .map(({ number }) => number).sort();
    assert.deepEqual(await numbers("states=draft,ready"), [1, 2]);
    assert.deepEqual(await numbers("states=listed&states=sold"), []);
    assert.deepEqual(await numbers("brand=Zara%2C%20Kids"), [2]);
    assert.deepEqual(await numbers("box=Z9&box=C4"), [1, 2]);
    assert.deepEqual(await numbers("hasPhotos=true"), []);
    assert.deepEqual(await numbers("missing=category"), [2]);
    assert.deepEqual(await numbers("sort=number&limit=1&offset=1"), [2]);
    await refused(await call("GET", "/items?brnad=Nike"), 400, /brnad/);
    await refused(await call("GET", "/items?states=gone"), 400, /states/);
  });

  await t.step("many go to the trash and come back", async () => {
    const { items } = await given(await call("GET", "/items"), 200, strictHits);
    const ids = [...items.map(({ id }) => id), "nobody"];
    const body = { ids, action: { kind: "trash" } };
    const batch = await given(await call("POST", "/items/bulk", { body }), 200, BatchBody.strict());
    assert.equal(batch.changed, 2);
    assert.match(batch.refused[0]!.sentence, /non c'è più/);
    const trashed = await given(await call("GET", "/items?trashed=true"), 200, strictHits);
    assert.equal(trashed.total, 2);
    const undone = await call("POST", `/items/bulk/${batch.batchId}/undo`);
    assert.equal((await given(undone, 200, BatchBody)).changed, 2);
    assert.equal((await given(await call("DELETE", "/items/2"), 200, BatchBody)).changed, 1);
  });

  await t.step("facts are said, and a listing follows from them", async () => {
    const body = { condition: 2, colours: [9] };
    await given(await call("PUT", "/items/1/facts", { body }), 200, ItemBody);
    const asked = await call("GET", "/items/1/listing?language=en");
    const { text, rev, findings, completeness } = await given(asked, 200, z.looseObject({}));
    assert.match((text as { title: string }).title, /Nike/);
    assert.ok((findings as { sentence: string }[]).every(({ sentence }) => sentence.includes(" ")));
    assert.ok((completeness as { score: number }).score > 0);

    const save = (title: string) =>
      call("PUT", "/items/1/listing?language=en", {
        body: { text: { ...text as object, title }, rev },
      });
    await given(await save("Mine"), 200, z.object({ rev: z.number() }));
    await refused(await save("Of somebody who saw less"), 409, / /);
  });

  await t.step(
    "a step that cannot follow is a conflict; a number never given is not found",
    async () => {
      await refused(
        await call("POST", "/items/1/state", { body: { to: "shipped" } }),
        409,
        / /,
      );
      await refused(await call("GET", "/items/77"), 404, /77/);
      await refused(await call("GET", "/jobs/nobody"), 404, / /);
      await refused(await call("GET", "/nothing"), 404, / /);
    },
  );

  await t.step("photos come as a body or in a form, and go", async () => {
    const picture = await Deno.readFile(ICON);
    const Arrived = z.object({
      files: z.array(z.object({ name: z.string(), id: z.string().optional() })),
    });
    const headers = { "content-type": "image/png", "x-file-name": "front.png" };
    const sent = await send("/items/1/photos", picture, headers);
    const [front] = (await given(sent, 201, Arrived)).files;
    assert.equal(front!.name, "front.png");

    const form = new FormData();
    form.append("photo", new File([picture.subarray(0, -1)], "back.png"));
    form.append("photo", new File(["no picture"], "notes.png"));
    const { files } = await given(await send("/items/1/photos", form), 201, Arrived);
    assert.deepEqual(files.map(({ id }) => id !== undefined), [true, false]);

    const gone = await call("DELETE", `/photos/${front!.id}`);
    assert.equal(gone.status, 204);
    await gone.body?.cancel();
    const album = await given(await call("GET", "/items/1/photos"), 200, z.looseObject({}));
    assert.deepEqual((album.photos as { name: string }[]).map(({ name }) => name), ["back.png"]);
  });

  await t.step("photos of which none can be taken are no success", async () => {
    const type = { "content-type": "image/png" };
    await refused(await send("/items/1/photos", "no picture", type), 400, /foto/);
    const form = new FormData();
    form.append("photo", new File(["no picture"], "notes.png"));
    await refused(await send("/items/1/photos", form), 400, /foto/);
    await refused(await call("POST", "/items/1/photos"), 400, / /);
  });

  await t.step("the vocabulary, jobs, views and lots answer", async () => {
    const paths = {
      "/taxonomy/categories": "categories",
      "/taxonomy/colours": "colours",
      "/taxonomy/conditions": "conditions",
      "/taxonomy/sizes?category=women.dresses": "sizes",
      "/jobs?limit=1": "jobs",
    };
    for (const [path, name] of Object.entries(paths)) {
      const body = await given(await call("GET", path), 200, z.looseObject({}));
      assert.ok((body[name] as unknown[]).length > 0, path);
    }
    await given(await call("GET", "/views"), 200, z.object({ views: z.array(z.unknown()) }));
    await given(await call("GET", "/lots"), 200, z.object({ lots: z.array(z.unknown()) }));
  });
});
