import assert from "node:assert/strict";
import { SCOPES as KNOWN } from "../../services/auth/mod.ts";
import { apiRoutes } from "./mod.ts";
import { documentOf, operationsOf } from "./document.ts";
import { openTestApi } from "./testing.ts";

/** Routes that describe the API are not part of the document. */
const UNLISTED = /\/openapi\.json$|\/docs$/;
const REFERENCE = /"\$ref":"#\/components\/schemas\/([^"]+)"/g;

Deno.test("the document", async (t) => {
  await using api = await openTestApi();
  const { house, call } = api;
  const routes = apiRoutes(house.services);
  const document = await documentOf(routes, "0");
  const operations = operationsOf(document);

  await t.step("answers a key that may read, and no stranger", async () => {
    const key = await house.key(["read"]);
    const answer = await call("GET", "/openapi.json", { key });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type")!, /^application\/json/);
    const given = await answer.json();
    assert.match(given.openapi, /^3\.1/);
    assert.equal(Object.keys(given.paths).length, Object.keys(document.paths ?? {}).length);
    const stranger = await house.fetch("/api/v1/openapi.json");
    assert.equal(stranger.status, 401);
    assert.equal(stranger.headers.get("content-type"), "application/problem+json");
    await stranger.body?.cancel();
  });

  await t.step("holds every route, and no other", () => {
    const built = routes.routes
      .filter(({ method, path }) => method !== "ALL" && !UNLISTED.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}")}`);
    const told = operations.map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...new Set(told)].sort(), [...new Set(built)].sort());
  });

  await t.step("gives each call a name of its own, its parameters and its answers", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(names).size, names.length);
    for (const { method, path, operation } of operations) {
      const { summary, responses = {}, parameters = [], requestBody } = operation;
      const call = `${method} ${path}`;
      assert.ok(summary, call);
      assert.ok(Object.keys(responses).some((status) => /^2/.test(status)), call);
      assert.ok("400" in responses && "401" in responses && "403" in responses, call);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = parameters.flatMap((given) =>
        "in" in given && given.in === "path" ? [given.name] : []
      );
      assert.deepEqual(inPath.sort(), named.sort(), call);
      if (method === "PATCH" || method === "PUT") assert.ok(requestBody, call);
    }
  });

  await t.step("tells of files as bodies and of headers, asked and answered", () => {
    const named = (name: string) => {
      const { parameters = [], requestBody, responses = {} } = operations
        .find(({ operation }) => operation.operationId === name)!.operation;
      const [success] = Object.entries(responses).filter(([status]) => /^2/.test(status));
      const answer = success![1]!;
      return {
        asked: parameters.flatMap((given) =>
          "in" in given && given.in === "header" ? [given.name] : []
        ),
        takes: Object.keys(requestBody && "content" in requestBody ? requestBody.content : {}),
        tells: Object.keys("headers" in answer && answer.headers || {}),
      };
    };
    assert.deepEqual(named("addPhotos"), {
      asked: ["x-file-name"],
      takes: ["image/*", "multipart/form-data"],
      tells: [],
    });
    assert.ok(named("importFile").takes.includes("text/csv"));
    assert.deepEqual(named("editItem"), {
      asked: ["if-match"],
      takes: ["application/json"],
      tells: ["etag"],
    });
    assert.deepEqual(named("createItem").tells, ["etag", "location"]);
  });

  await t.step("refers only to schemas that it holds", () => {
    const known = new Set(Object.keys(document.components?.schemas ?? {}));
    const asked = [...JSON.stringify(document).matchAll(REFERENCE)].map(([, name]) => name!);
    assert.ok(asked.includes("Item") && asked.includes("Problem"));
    assert.deepEqual([...new Set(asked)].filter((name) => !known.has(name)), []);
  });

  await t.step("says the scope of each call, and each call asks just that", async () => {
    const others = new Map<string, string>();
    const own = new Map<string, string>();
    for (const scope of KNOWN) {
      others.set(
        scope,
        await house.key(KNOWN.filter((other) => other !== scope && other !== "admin")),
      );
      own.set(scope, await house.key([scope]));
    }
    for (const { method, path, operation } of operations) {
      const scope = operation.security?.[0]?.key?.[0] ?? "";
      const address = path.replace("{number}", "999").replace("{id}", "nobody");
      const status = async (key: string | undefined) => {
        const answer = await call(method, address, { key });
        await answer.bytes();
        return answer.status;
      };
      assert.equal(await status(others.get(scope)), 403, `${method} ${path}`);
      const allowed = await status(own.get(scope));
      assert.ok(allowed !== 401 && allowed !== 403 && allowed < 500, `${method} ${path}`);
    }
  });

  await t.step("is readable in the owner's language", async () => {
    const answer = await call("GET", "/docs", { headers: { accept: "text/html" } });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type")!, /^text\/html/);
    const html = await answer.text();
    assert.match(html, /Cerca gli articoli/);
    assert.match(html, /chiave per importare/);
    assert.doesNotMatch(html, /<script(?![^>]*src="\/)|style=/);
    for (const { method, path } of operations) assert.ok(html.includes(`${method} ${path}`));
  });
});
