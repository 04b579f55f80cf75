/** An address that only takes forms leads to the form's page when it is loaded again. */
import assert from "node:assert/strict";
import { createApp } from "../routes/mod.ts";
import { SELLER } from "../services/inventory/mod.ts";
import { moveIn } from "./support/owner.ts";
import { type ServedHouse, serveHouse } from "./support/served_house.ts";

/** Paths that take forms and show no page, as the routes name them. */
function formPaths({ house }: ServedHouse): string[] {
  const assets = { script: "/a.js", style: "/a.css", files: new Map() };
  const { routes } = createApp(house.services, assets);
  const pathsOf = (wanted: string) =>
    new Set(routes.filter(({ method }) => method === wanted).map(({ path }) => path));
  return [...pathsOf("POST").difference(pathsOf("GET"))].filter((path) =>
    !path.startsWith("/api/")
  );
}

Deno.test("no address of a form is an unknown page when it is loaded again", async () => {
  await using served = await serveHouse({});
  const owner = await moveIn(served.running);
  await served.house.services.inventory.create({ note: "felpa" }, SELLER);
  const paths = formPaths(served);
  assert.ok(paths.length > 60, `${paths.length} paths`);
  const lost: string[] = [];
  for (const path of paths) {
    const address = path.replace(/:number(\{[^}]*\})?/, "1").replace(/:\w+(\{[^}]*\})?/g, "7");
    const answer = await owner.ask(address);
    await answer.body?.cancel();
    const isRecord = /\/7$/.test(address);
    if (answer.status >= 400 && !isRecord) lost.push(`${answer.status} ${address}`);
    if (answer.status !== 303 || path.includes(":id")) continue;
    const page = await owner.ask(answer.headers.get("location")!);
    await page.body?.cancel();
    if (page.status >= 400) lost.push(`${page.status} ${address} → ${page.url}`);
  }
  assert.deepEqual(lost, []);
});

Deno.test("a form's address leads to the nearest page above it, with its query", async () => {
  await using served = await serveHouse({});
  const owner = await moveIn(served.running);
  const ask = async (path: string) => {
    const answer = await owner.ask(path);
    await answer.body?.cancel();
    return answer;
  };
  const leadsTo = async (path: string) => (await ask(path)).headers.get("location");
  assert.equal(await leadsTo("/settings/alerts/rules"), "/settings/alerts");
  assert.equal(await leadsTo("/items/1/listing/fix?language=en"), "/items/1/listing?language=en");
  assert.equal(await leadsTo("/watches/trial"), "/watches/new");
  assert.equal((await ask("/settings/nothing/here")).status, 404);
  assert.equal((await ask("/api/v1/imports/7/start")).status, 404);
});
