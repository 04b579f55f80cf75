/** Malformed requests are answered with 4xx: never as a fault of the app, and never as an error in its log. */
import assert from "node:assert/strict";
import { createApp } from "../routes/mod.ts";
import { SELLER } from "../services/inventory/mod.ts";
import { createLogger } from "../services/base/log.ts";
import { moveIn } from "./support/owner.ts";
import { visit } from "./support/raw_visitor.ts";
import { serveHouse } from "./support/served_house.ts";
import { until } from "./support/until.ts";

const URL_ENCODED = "application/x-www-form-urlencoded";

/** Cases by name: a Content-Type and a body that do not match. */
const BAD_BODIES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  "another type": ["text/plain", "box=A1"],
  "no boundary": ["multipart/form-data", "--x\r\n\r\n"],
  "a wrong boundary": ["multipart/form-data; boundary=y", "--x\r\n\r\n1\r\n--x--\r\n"],
  "a part without its end": ["multipart/form-data; boundary=x", "--x\r\n\r\n1"],
  "no JSON": ["application/json", "{"],
  "JSON that is not asked for": ["application/json", '"box"'],
  "fields that nobody knows": [URL_ENCODED, "%&=%ff&nothing=1"],
};

/** These end the session that asks. */
const LOGS_OUT = "/settings/account/sessions/current/removal";

interface Line {
  readonly level: string;
  readonly event: string;
  readonly [detail: string]: unknown;
}

async function openServed() {
  await using opened = new AsyncDisposableStack();
  const lines: Line[] = [];
  const log = createLogger({
    clock: { now: () => 0 },
    level: "debug",
    write: (line) => void lines.push(JSON.parse(line)),
  });
  const served = opened.use(await serveHouse({ log }));
  const { services } = served.house;
  await services.inventory.ready;
  const owner = await moveIn(served.running);
  await services.inventory.create({ note: "felpa" }, SELLER);
  const leaving = opened.move();
  return {
    owner,
    services,
    port: Number(new URL(served.running.url).port),
    key: await services.auth.tokens.create({ name: "test", scopes: ["admin"] }),
    lines,
    /** Errors logged since the last call. */
    errors: () =>
      lines.splice(0).filter(({ level }) => level === "error")
        .map(({ event, path, error }) => `${event} ${path}: ${(error as Error).message}`),
    [Symbol.asyncDispose]: () => leaving.disposeAsync(),
  };
}

type Served = Awaited<ReturnType<typeof openServed>>;

/** Every path that takes a body, with something in the place of its parameters. */
function writingPaths({ services }: Served) {
  const assets = { script: "/a.js", style: "/a.css", files: new Map() };
  const all = createApp(services, assets).routes
    .filter(({ method, path }) => /POST|PUT|PATCH|DELETE/.test(method) && !path.includes("*"))
    .map(({ method, path }) => ({
      method,
      path: path.replace(/:\w+\{\[0-9\]\+\}|:number/g, "1").replace(/:\w+/g, "x"),
    }))
    .filter(({ path }) => path !== LOGS_OUT);
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()];
}

const authorization = ({ key }: Served, path: string): Record<string, string> =>
  path.startsWith("/api/") ? { authorization: `Bearer ${key}` } : {};

async function statusOf(answer: Promise<Response>): Promise<number> {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
}

Deno.test("a body that cannot be read is the sender's failure on every path", async (test) => {
  await using t = await openServed();
  const paths = writingPaths(t);
  assert.ok(paths.length > 100, `${paths.length} paths`);
  for (const [name, [type, body]] of Object.entries(BAD_BODIES)) {
    await test.step(name, async () => {
      const failed: string[] = [];
      for (const { method, path } of paths) {
        const headers = { "content-type": type, ...authorization(t, path) };
        const status = await statusOf(t.owner.ask(path, { method, headers, body }));
        if (status >= 500) failed.push(`${status} ${method} ${path}`);
      }
      assert.deepEqual(failed, []);
      assert.deepEqual(t.errors(), []);
    });
  }
});

Deno.test("a form in a wrong shape is answered 400", async () => {
  await using t = await openServed();
  const forms = ["/login", "/items/1/edit", "/items/1/words", "/lots", "/watches", "/settings/ai"];
  for (const path of forms) {
    for (const name of ["another type", "no boundary", "a wrong boundary"]) {
      const [type, body] = BAD_BODIES[name]!;
      const headers = { "content-type": type };
      const status = await statusOf(t.owner.ask(path, { method: "POST", headers, body }));
      assert.equal(status, 400, `${path}: ${name}`);
    }
  }
});

Deno.test("a body that breaks off is no error of the app, however it was announced", async () => {
  await using t = await openServed();
  const types = [URL_ENCODED, "multipart/form-data; boundary=x", "application/json", "image/jpeg"];
  const lengths = ["content-length: 100\r\n\r\n", "transfer-encoding: chunked\r\n\r\n64\r\n"];
  const paths = writingPaths(t).filter(({ path }) => /^\/(login|items|api|lots|import)/.test(path));
  for (const { method, path } of paths) {
    for (const type of types) {
      for (const length of lengths) {
        using visitor = await visit(t.port);
        const headers = {
          host: "localhost",
          origin: "http://localhost",
          cookie: t.owner.cookie,
          "content-type": type,
          ...authorization(t, path),
        };
        const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
        await visitor.send(`${method} ${path} HTTP/1.1\r\n${head.join("")}${length}--x\r\n\r\n1`);
        visitor.leave();
        await until(
          `${method} ${path} is over`,
          () => t.lines.some((line) => line.event === "request" && line.path === path),
        );
        assert.deepEqual(t.errors(), [], `${method} ${path} ${type} ${length}`);
      }
    }
  }
});

Deno.test("a host that is no host, and names longer than any of ours, are refused", async () => {
  await using t = await openServed();
  for (const host of ["999.999.999.999", "127.0.0.1:99999", "a b", "[::1", "%", "x:y:z"]) {
    const paths = ["GET /", "POST /login", "GET /shop", "POST /capture", "POST /api/v1/items"];
    for (const [method, path] of paths.map((one) => one.split(" "))) {
      using visitor = await visit(t.port);
      await visitor.send(
        `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-length: 1\r\n\r\n1`,
      );
      const said = await visitor.untilHungUp();
      assert.match(said, /^HTTP\/1\.1 400 /, `${host} ${path}: ${said}`);
    }
  }
  const long = "x".repeat(5_000);
  for (
    const path of [
      `/photos/${long}/thumb`,
      `/photos/${long}/display`,
      `/watches/${long}`,
      `/watches/${long}/edit`,
      `/lots/${long}`,
      `/import/${long}`,
      `/import/${long}/columns`,
      `/shop/${long}`,
      `/shop/photos/${long}.jpg`,
      `/api/v1/photos/${long}/thumb`,
      `/items/${"9".repeat(400)}`,
    ]
  ) {
    const status = await statusOf(t.owner.ask(path));
    assert.ok(status === 404 || status === 400, `${status} ${path.slice(0, 40)}`);
  }
  assert.deepEqual(t.errors(), []);
});
