import assert from "node:assert/strict";
import fc from "fast-check";
import { openTestHouse } from "../../tests/support/whole_house.ts";
import { callsOf } from "./docs.tsx";
import { apiRoutes } from "./mod.ts";

const KEY = { accept: "application/json" };

Deno.test("the API through the whole app", async (t) => {
  await using house = await openTestHouse();
  const writer = await house.key(["read", "write"]);
  const reader = await house.key(["read"]);
  const call = (method: string, path: string, body?: unknown, key = writer, headers = {}) =>
    house.fetch(`/api/v1${path}`, {
      method,
      headers: {
        ...KEY,
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  await t.step("an item is made, found, changed and taken back", async () => {
    const made = await call("POST", "/items", {
      box: "A2",
      facts: { brand: "Nike", category: "men.hoodies" },
    });
    assert.equal(made.status, 201);
    assert.match(made.headers.get("content-type")!, /json/);
    const item = await made.json();
    assert.equal(item.facts.brand.source, "seller");
    assert.equal(made.headers.get("location"), `/api/v1/items/${item.number}`);

    const found = await (await call("GET", "/items?text=nike", undefined, reader)).json();
    assert.equal(found.total, 1);
    assert.equal(found.items[0].number, item.number);

    const seen = made.headers.get("etag")!;
    const edited = await call("PATCH", `/items/${item.number}`, { box: "B1" }, writer, {
      "if-match": seen,
    });
    assert.equal(edited.status, 200);
    assert.equal((await edited.json()).box, "B1");
    const late = await call("PATCH", `/items/${item.number}`, { box: "C9" }, writer, {
      "if-match": seen,
    });
    assert.equal(late.status, 409);
    assert.match(late.headers.get("content-type")!, /problem\+json/);

    const { entries } = await (await call("GET", `/items/${item.number}/history`)).json();
    const undone = await call("POST", `/items/history/${entries[0].id}/undo`);
    assert.equal(undone.status, 200);
    assert.equal((await undone.json()).box, "A2");
  });

  await t.step("facts are said, and a listing follows from them", async () => {
    const facts = await call("PUT", "/items/1/facts", { condition: 2, colours: [9] });
    assert.equal(facts.status, 200);
    const answer = await call("GET", "/items/1/listing?language=en", undefined, reader);
    assert.equal(answer.status, 200);
    const { text, findings, completeness } = await answer.json();
    assert.match(text.title, /Nike/);
    assert.ok(findings.every(({ sentence }: { sentence: string }) => sentence.includes(" ")));
    assert.ok(completeness.score > 0);
  });

  await t.step("a reader may look and not touch; nobody without a key may do either", async () => {
    const changes = [["POST", "/items"], ["DELETE", "/items/1"], ["PATCH", "/items/1"]] as const;
    for (const [method, path] of changes) {
      assert.equal((await call(method, path, {}, reader)).status, 403, path);
    }
    const stranger = await house.fetch("/api/v1/items", { headers: KEY });
    assert.equal(stranger.status, 401);
    assert.match(stranger.headers.get("content-type")!, /problem\+json/);
    await stranger.body?.cancel();
  });

  await t.step("bad input names its place and never breaks anything", async () => {
    const wrong = await call("PATCH", "/items/1", { price: { cents: "much", currency: "EUR" } });
    assert.equal(wrong.status, 400);
    assert.match((await wrong.json()).detail, /price\.cents/);
    const paths = ["/items", "/items/1/facts", "/items/1/state", "/items/bulk", "/items/1/listing"];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue(), async (path, value) => {
        const method = /facts|listing/.test(path) ? "PUT" : "POST";
        const answer = await call(method, path, value);
        await answer.body?.cancel();
        assert.ok(answer.status < 500, `${path} ${JSON.stringify(value)}: ${answer.status}`);
      }),
      { numRuns: 60 },
    );
  });

  await t.step("every route stands in the document, under a name of its own", async () => {
    const answer = await call("GET", "/openapi.json", undefined, reader);
    assert.equal(answer.status, 200);
    const { openapi, paths } = await answer.json();
    assert.match(openapi, /^3\.1/);
    const api = apiRoutes(house.services);
    const told = new Set((await callsOf(api)).map(({ method, path }) => `${method} ${path}`));
    const unlisted = /openapi\.json|\/docs|\*$/;
    for (const { method, path } of api.routes) {
      if (method === "ALL" || unlisted.test(path)) continue;
      const written = path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}");
      assert.ok(told.has(`${method} ${written}`), `${method} ${written}`);
    }
    interface Operation {
      operationId: string;
      responses: Record<string, unknown>;
    }
    const operations = Object.values(paths).flatMap((path) =>
      Object.values(path as object)
    ) as Operation[];
    const names = operations.map(({ operationId }) => operationId);
    assert.equal(new Set(names).size, names.length);
    assert.ok(operations.every(({ responses }) => Object.keys(responses).length > 1));
  });

  await t.step("a photo comes as the body of a request", async () => {
    const picture = await Deno.readFile(new URL("../../static/root/icon-512.png", import.meta.url));
    const answer = await house.fetch("/api/v1/items/1/photos", {
      method: "POST",
      headers: {
        ...KEY,
        authorization: `Bearer ${writer}`,
        "content-type": "image/png",
        "x-file-name": "front.png",
      },
      body: picture,
    });
    assert.equal(answer.status, 201);
    const { files } = await answer.json();
    assert.equal(files[0].name, "front.png");
    assert.ok(files[0].id);
  });
});
