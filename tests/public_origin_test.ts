/** The real program behind a proxy of the owner's that ends TLS: what a browser gets there, and what it does not. */
import assert from "node:assert/strict";
import { tempFolder } from "../services/store/testing.ts";
import { startHouse } from "./support/house.ts";
import { moveIn, PASSPHRASE } from "./support/owner.ts";
import { type RawVisitor, visit } from "./support/raw_visitor.ts";

const NAME = "optimizer.example.org";
const PUBLIC_ORIGIN = `https://${NAME}`;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends a raw request as a proxy would, since `fetch` sets the `Host` header itself. */
async function ask(port: number, head: readonly string[], body = ""): Promise<Answer> {
  using proxy: RawVisitor = await visit(port);
  const length = new TextEncoder().encode(body).length;
  const lines = [...head, "Connection: close", `Content-Length: ${length}`, "", body];
  await proxy.send(lines.join("\r\n"));
  const [said = "", ...rest] = (await proxy.untilHungUp()).split("\r\n\r\n");
  const [first = "", ...fields] = said.split("\r\n");
  const headers = new Headers(fields.map((field): [string, string] => {
    const at = field.indexOf(":");
    return [field.slice(0, at), field.slice(at + 1).trim()];
  }));
  return { status: Number(first.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
}

Deno.test("behind a proxy that ends TLS everything is as over https, by the setting alone", async () => {
  await using folder = await tempFolder();
  const house = await startHouse({ dataDir: folder.path, env: { PUBLIC_ORIGIN } });
  const owner = await moveIn(house);
  const port = Number(new URL(house.url).port);
  const form = [
    "Content-Type: application/x-www-form-urlencoded",
    "Accept: text/html",
  ];
  const passphrase = `passphrase=${encodeURIComponent(PASSPHRASE)}`;
  const logIn = (origin: string) =>
    ask(
      port,
      ["POST /login HTTP/1.1", `Host: ${NAME}`, `Origin: ${origin}`, ...form],
      passphrase,
    );

  assert.equal((await logIn(`http://${NAME}`)).status, 403, "a page of plain http is another's");
  const inside = await logIn(PUBLIC_ORIGIN);
  assert.equal(inside.status, 303);
  const cookie = inside.headers.get("set-cookie")!;
  assert.match(cookie, /__Host-session=[^;]+;.* Secure/);
  assert.match(inside.headers.get("strict-transport-security")!, /^max-age=\d+$/);

  const session = `Cookie: ${/__Host-session=[^;]+/.exec(cookie)![0]}`;
  const read = (path: string) =>
    ask(port, [`GET ${path} HTTP/1.1`, `Host: ${NAME}`, session, "Accept: text/html"]);
  const confirmed = await ask(port, [
    "POST /settings/account/confirmation HTTP/1.1",
    `Host: ${NAME}`,
    `Origin: ${PUBLIC_ORIGIN}`,
    session,
    ...form,
  ], `confirm_${passphrase}`);
  assert.equal(confirmed.status, 303);
  assert.match((await read("/settings/account")).body, /passkeys\/challenge/);

  const question = await ask(port, [
    "POST /settings/account/passkeys/challenge HTTP/1.1",
    `Host: ${NAME}`,
    `Origin: ${PUBLIC_ORIGIN}`,
    session,
    "Content-Type: application/json",
  ], "{}");
  assert.equal(JSON.parse(question.body).rp.id, NAME);
  assert.match((await read("/settings/alerts")).body, new RegExp(`value="${PUBLIC_ORIGIN}"`));

  // Labels are printed at home and read elsewhere.
  const made = await owner.ask("/api/v1/items", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ note: "felpa" }),
  });
  const { id } = await made.json();
  assert.ok((await owner.read(`/items/labels?id=${id}`)).includes(PUBLIC_ORIGIN));
  assert.equal(await house.stop(), 0);
});

Deno.test("what a proxy, or anybody, says in headers makes no request a secure one", async () => {
  await using folder = await tempFolder();
  const house = await startHouse({ dataDir: folder.path, env: { PUBLIC_HOSTS: NAME } });
  await moveIn(house);
  const answer = await ask(Number(new URL(house.url).port), [
    "POST /login HTTP/1.1",
    `Host: ${NAME}`,
    `Origin: http://${NAME}`,
    "X-Forwarded-Proto: https",
    `Forwarded: proto=https;host=${NAME}`,
    "Content-Type: application/x-www-form-urlencoded",
  ], `passphrase=${encodeURIComponent(PASSPHRASE)}`);
  assert.equal(answer.status, 303);
  assert.doesNotMatch(answer.headers.get("set-cookie")!, /Secure|__Host/);
  assert.equal(answer.headers.get("strict-transport-security"), null);
  assert.equal(await house.stop(), 0);
});
