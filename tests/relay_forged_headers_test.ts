/** A5: what a visitor says of who they are never reaches the app; the app still knows the true visitor. */
import assert from "node:assert/strict";
import type { FrontProxy } from "../relay/ingress/visitor.ts";
import type { RelayedVisitor } from "../services/relay-client/mod.ts";
import { sayAndListen, statusesIn } from "./support/raw_visitor.ts";
import { openTunnelled } from "./support/tunnelled.ts";

interface Attack {
  readonly behind?: FrontProxy;
  readonly says: readonly string[];
  /** Whom the app must take them for. @default 127.0.0.1 over http */
  readonly is?: { readonly client: string; readonly proto: "http" | "https" };
}

const OWN_NAMES = "visitor hop whole anything".split(" ").map((name) => `x-relay-${name}`)
  .join(
    ", ",
  );
const EVERY_FORGERY = [
  "X-Forwarded-For: 10.0.0.1",
  "X-Forwarded-Host: evil",
  "X-Forwarded-Proto: https",
  "X-Forwarded-Port: 1",
  "X-Forwarded-Prefix: /evil",
  "X-Forwarded: for=10.0.0.1",
  "Forwarded: for=10.0.0.1;host=evil;proto=https",
  "Via: 1.1 evil",
  "X-Real-IP: 10.0.0.1",
  "X-Client-IP: 10.0.0.1",
  "X-Cluster-Client-IP: 10.0.0.1",
  "True-Client-IP: 10.0.0.1",
  "Fly-Client-IP: 10.0.0.1",
  "Fly-Forwarded-Port: 1",
  "CF-Connecting-IP: 10.0.0.1",
  "CF-Access-Authenticated-User-Email: owner@home",
  "CF-Access-Jwt-Assertion: eyJ",
  "CDN-Loop: evil",
  "X-Original-URL: /settings",
  "X-Rewrite-URL: /settings",
  "X-HTTP-Method-Override: DELETE",
  "X-HTTP-Method: DELETE",
  "X-Method-Override: DELETE",
  `X-Relay-Visitor: 1 evil https 10.0.0.1 evil ${"0".repeat(64)}`,
  "X-Relay-Whole: 1",
  "X-Relay-Hop: e30.00",
];

const ATTACKS: Readonly<Record<string, Attack>> = {
  "every name that proxies use, at once": { says: EVERY_FORGERY },
  "the same in capitals": { says: EVERY_FORGERY.map((line) => line.toUpperCase()) },
  "each of them twice": { says: EVERY_FORGERY.flatMap((line) => [line, line]) },
  "the relay's own headers, named as meant for one connection": {
    says: [`Connection: ${OWN_NAMES}`],
  },
  "the same, over several lines and in capitals": {
    says: OWN_NAMES.split(", ").map((name) => `Connection: close, ${name.toUpperCase()}`),
  },
  "the platform's own header, where no platform is before us": {
    says: ["Fly-Client-IP: 203.0.113.9", "X-Forwarded-Proto: https"],
  },
  "all of it through the platform, which alone is believed": {
    behind: "fly",
    says: EVERY_FORGERY.map((line) =>
      line.startsWith("Fly-Client-IP") ? "Fly-Client-IP: 203.0.113.9" : line
    ),
    is: { client: "203.0.113.9", proto: "https" },
  },
  "no address where the platform says one": {
    behind: "fly",
    says: ["Fly-Client-IP: <script>"],
    is: { client: "127.0.0.1", proto: "https" },
  },
  "two addresses where the platform says one": {
    behind: "fly",
    says: ["Fly-Client-IP: 203.0.113.9", "Fly-Client-IP: 10.0.0.1"],
    is: { client: "127.0.0.1", proto: "https" },
  },
};

const FORGED = EVERY_FORGERY.map((line) => line.split(":")[0]!);

for (const [name, { behind = "nothing", says, is }] of Object.entries(ATTACKS)) {
  Deno.test(`A5 forged headers: ${name}`, async () => {
    const seen: { visitor: RelayedVisitor; headers: Headers }[] = [];
    await using relayed = await openTunnelled(({ headers }, visitor) => {
      seen.push({ visitor, headers });
      return new Response();
    }, { behind });
    const lines = ["GET / HTTP/1.1", "Host: a", "Accept: text/html", ...says, "Connection: close"];
    const said = await sayAndListen(relayed.port, `${lines.join("\r\n")}\r\n\r\n`);
    assert.deepEqual(statusesIn(said), [200]);
    const [{ visitor, headers }] = seen as [typeof seen[0]];
    const { client, proto } = is ?? { client: "127.0.0.1", proto: "http" };
    assert.partialDeepStrictEqual(visitor, {
      via: "relay",
      remoteAddr: { hostname: client },
      proto,
      host: "a",
    });
    assert.deepEqual(FORGED.filter((name) => headers.has(name)), []);
    assert.equal(headers.get("accept"), "text/html");
    assert.doesNotMatch(said, /x-relay/i);
  });
}

Deno.test("A5 forged headers: what follows a body in chunks is no header", async () => {
  const seen: Headers[] = [];
  await using relayed = await openTunnelled(async (request, { remoteAddr }) => {
    const said = await request.text();
    seen.push(request.headers);
    return new Response(`${said} of ${remoteAddr.hostname}`);
  });
  const said = await sayAndListen(
    relayed.port,
    "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "3\r\nabc\r\n0\r\nX-Relay-Visitor: 10.0.0.1\r\nCookie: session=evil\r\n\r\n",
  );
  assert.match(said, /abc of 127\.0\.0\.1/);
  assert.deepEqual([...seen[0]!.keys()].sort(), ["host", "traceparent", "x-request-id"]);
});

Deno.test("A5 forged headers: names that mean something to JavaScript are names like others", async () => {
  const seen: Headers[] = [];
  await using relayed = await openTunnelled(({ headers }) => {
    seen.push(headers);
    return new Response();
  });
  const said = await sayAndListen(
    relayed.port,
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n__proto__: x\r\nconstructor: y\r\n\r\n",
  );
  assert.deepEqual(statusesIn(said), [200]);
  assert.equal(seen[0]!.get("constructor"), "y");
});

Deno.test("A5 forged headers: what an answer says for one connection, or as the relay, stays inside", async () => {
  const inside = {
    "connection": "close",
    "keep-alive": "timeout=1",
    "proxy-authenticate": "Basic",
    "upgrade": "h2c",
    "trailer": "x",
    "te": "trailers",
    "x-relay-visitor": "203.0.113.9",
    "x-relay-anything": "x",
  };
  await using relayed = await openTunnelled(() =>
    new Response("abc", { headers: { ...inside, "x-own": "1" } })
  );
  const answer = await fetch(relayed.url);
  assert.equal(await answer.text(), "abc");
  const { headers } = answer;
  assert.equal(headers.get("x-own"), "1");
  assert.notEqual(headers.get("connection"), "close");
  const [, ...others] = Object.keys(inside);
  assert.deepEqual(others.filter((name) => headers.get(name) === inside[name as "te"]), []);
});
