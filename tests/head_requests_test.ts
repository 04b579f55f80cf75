/** HEAD is answered as GET would be, without the body: asked over sockets, at home's port and through the relay. */
import assert from "node:assert/strict";
import { garment } from "../services/photos/testing.ts";
import { until } from "./support/until.ts";
import { moveIn } from "./support/owner.ts";
import { sayAndListen } from "./support/raw_visitor.ts";
import { serveHouse } from "./support/served_house.ts";
import { openTunnelled } from "./support/tunnelled.ts";

/** Different in every answer. */
const ITS_OWN = /^(date|x-request-id|traceparent|server-timing): /;
/** Says how the body is sent, and there is none. */
const OF_A_BODY = /^transfer-encoding: /;

interface Answer {
  readonly status: string;
  readonly headers: readonly string[];
  readonly body: string;
}

async function ask(port: number, method: string, path: string, headers: readonly string[]) {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: localhost:${port}`, ...headers];
  const heard = await sayAndListen(port, [...lines, "Connection: close", "", ""].join("\r\n"));
  const end = heard.indexOf("\r\n\r\n");
  const [status, ...said] = heard.slice(0, end).split("\r\n");
  return {
    status: status!,
    headers: said.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
      .filter((line) => !ITS_OWN.test(line) && !OF_A_BODY.test(line)).sort(),
    body: heard.slice(end + 4),
  } satisfies Answer;
}

Deno.test("HEAD has the status and headers of GET for every kind of answer, and no body", async (test) => {
  await using served = await serveHouse({});
  const owner = await moveIn(served.running, { demo: true });
  const { services } = served.house;
  await services.shop.saveSettings({ ...services.shop.settings(), on: true, name: "Prova" });
  const item = await services.inventory.create({ note: "felpa" }, { kind: "seller" });
  const { id } = await services.photos.add(item.id, { name: "1.jpg", body: await garment(1) });
  const table = "/export/wardrobe.csv";
  const photo = `/photos/${id}/thumb`;
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await owner.read("/"))![1]!;
  let shown!: Response;
  await until("the photo's variant is made", async () => {
    shown = await owner.ask(photo);
    await shown.body?.cancel();
    return shown.status === 200;
  });
  const tag = shown.headers.get("etag");
  const cookie = `Cookie: ${owner.cookie}`;
  const kinds: Record<string, readonly [status: number, path: string, ...headers: string[]]> = {
    "a page": [200, "/settings", cookie],
    "a page, compressed": [200, "/settings", cookie, "Accept-Encoding: gzip"],
    "a static file": [200, script],
    "a photo": [200, photo, cookie],
    "a photo that is known": [304, photo, cookie, `If-None-Match: ${tag}`],
    "a page that does not exist": [404, "/nowhere", cookie],
    "a redirect to the log-in": [303, "/items"],
    "a page of the shop": [200, "/shop"],
    "the shop's list of pages": [200, "/shop/sitemap.xml"],
    // Not the items, which change between two requests while the sample photos are prepared.
    "the API": [200, "/api/v1/taxonomy/categories", cookie],
    "the API's refusal": [401, "/api/v1/items"],
    "the health of the app": [200, "/api/health"],
    "an export": [200, table, cookie],
  };
  await using relayed = await openTunnelled(served.fetch);
  const ports = {
    "at home's port": Number(new URL(served.running.url).port),
    "through the relay": relayed.port,
  };
  for (const [way, port] of Object.entries(ports)) {
    for (const [kind, [status, path, ...headers]] of Object.entries(kinds)) {
      await test.step(`${kind}, ${way}`, async () => {
        const isStreamed = [photo, table].includes(path);
        const get = await ask(port, "GET", path, headers);
        const head = await ask(port, "HEAD", path, headers);
        assert.equal(get.status.split(" ")[1], String(status));
        // A file that is streamed has its length stated only where it is read at once.
        const compared = ({ headers, status }: Answer) => ({
          status,
          headers: headers.filter((line) => !isStreamed || !line.startsWith("content-length: ")),
        });
        assert.deepEqual(compared(head), compared(get));
        assert.equal(head.body, "");
      });
    }
  }
});
