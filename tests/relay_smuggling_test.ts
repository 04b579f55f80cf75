/**
 * A4: requests that two readers could read in two ways. The relay answers 400 and hangs up; home never hears of
 * them, nor of what was hidden behind.
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { sayAndListen, statusesIn, visit } from "./support/raw_visitor.ts";
import { holds, openTunnelled } from "./support/tunnelled.ts";

const GET = "GET / HTTP/1.1\r\nHost: a\r\n";
const POST = "POST / HTTP/1.1\r\nHost: a\r\n";
const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
const CHUNKED = "Transfer-Encoding: chunked\r\n";
const END = "\r\n0\r\n\r\n";

/** What is sent, by what is wrong with it. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  "a length and chunks": `${POST}Content-Length: 5\r\n${CHUNKED}${END}${HIDDEN}`,
  "chunks and a length": `${POST}${CHUNKED}Content-Length: 5\r\n${END}${HIDDEN}`,
  "two codings": `${POST}${CHUNKED}Transfer-Encoding: identity\r\n${END}${HIDDEN}`,
  "chunked twice": `${POST}${CHUNKED}${CHUNKED}${END}${HIDDEN}`,
  "a coding that nobody knows": `${POST}Transfer-Encoding: xchunked\r\n${END}${HIDDEN}`,
  "chunked after another coding": `${POST}Transfer-Encoding: gzip, chunked\r\n${END}${HIDDEN}`,
  "chunked before another coding": `${POST}Transfer-Encoding: chunked, gzip\r\n${END}${HIDDEN}`,
  "no coding, said as one": `${POST}Transfer-Encoding: identity\r\n\r\n${HIDDEN}`,
  "no coding, said as one, and a length":
    `${POST}Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc${HIDDEN}`,
  "a vertical tab before the coding": `${POST}Transfer-Encoding: \x0bchunked\r\n${END}${HIDDEN}`,
  "a space before the colon": `${POST}Transfer-Encoding : chunked\r\n${END}${HIDDEN}`,
  "chunks in HTTP/1.0": `POST / HTTP/1.0\r\nHost: a\r\n${CHUNKED}${END}${HIDDEN}`,
  "chunks in a GET": `${GET}${CHUNKED}${END}${HIDDEN}`,
  "a body in a GET": `${GET}Content-Length: 3\r\n\r\nabc${HIDDEN}`,
  "two Content-Lengths": `${POST}Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc${HIDDEN}`,
  "the same Content-Length twice":
    `${POST}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc${HIDDEN}`,
  "a list of lengths": `${POST}Content-Length: 3, 3\r\n\r\nabc${HIDDEN}`,
  "a negative length": `${POST}Content-Length: -1\r\n\r\n${HIDDEN}`,
  "a length with a plus": `${POST}Content-Length: +3\r\n\r\nabc${HIDDEN}`,
  "a length in hexadecimal": `${POST}Content-Length: 0x3\r\n\r\nabc${HIDDEN}`,
  "an empty length": `${POST}Content-Length: \r\n\r\nabc${HIDDEN}`,
  "a length beyond all numbers": `${POST}Content-Length: ${"9".repeat(30)}\r\n\r\nabc`,
  "bare line feeds": `GET / HTTP/1.1\nHost: a\n\n${HIDDEN}`,
  "one bare line feed": `${GET}X: 1\nY: 2\r\n\r\n${HIDDEN}`,
  "a bare line feed at the end": `${GET}\n${HIDDEN}`,
  "a bare carriage return": `${GET}X: 1\rY: 2\r\n\r\n${HIDDEN}`,
  "a folded header": `${GET}X: 1\r\n 2\r\n\r\n${HIDDEN}`,
  "a header folded with a tab": `${GET}X: 1\r\n\t2\r\n\r\n${HIDDEN}`,
  "a fold before the first header": `GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n${HIDDEN}`,
  "NUL in a value": `${GET}X: 1\0\r\n\r\n${HIDDEN}`,
  "NUL in a name": `${GET}X\0: 1\r\n\r\n${HIDDEN}`,
  "NUL in the path": `GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`,
  "a control character in a value": `${GET}X: \x01\r\n\r\n${HIDDEN}`,
  "a space in a name": `${GET}X Y: 1\r\n\r\n${HIDDEN}`,
  "a header without a colon": `${GET}Xyz\r\n\r\n${HIDDEN}`,
  "a header without a name": `${GET}: x\r\n\r\n${HIDDEN}`,
  "a pseudo-header of HTTP/2": `${GET}:path: /other\r\n\r\n${HIDDEN}`,
  "a whole address": `GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`,
  "a whole address of another host": `GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`,
  "a star": `OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`,
  "a fragment": `GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`,
  "a backslash in the path": `GET /\\a HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`,
  "no host": `GET / HTTP/1.1\r\n\r\n${HIDDEN}`,
  "an empty host": `GET / HTTP/1.1\r\nHost:\r\n\r\n${HIDDEN}`,
  "two hosts": `GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${HIDDEN}`,
  "a list of hosts": `GET / HTTP/1.1\r\nHost: a, b\r\n\r\n${HIDDEN}`,
  "a host with a user": `GET / HTTP/1.1\r\nHost: a@b\r\n\r\n${HIDDEN}`,
  "a host with a path": `GET / HTTP/1.1\r\nHost: a/b\r\n\r\n${HIDDEN}`,
  "a host with a port that is none": `GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n${HIDDEN}`,
  "a host of numbers that is no address": `GET / HTTP/1.1\r\nHost: 1.2.3.999\r\n\r\n${HIDDEN}`,
  "another version": `GET / HTTP/2.0\r\nHost: a\r\n\r\n${HIDDEN}`,
  "no version": `GET /\r\n\r\n${HIDDEN}`,
  "the first words of HTTP/2": `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
  "a step up to HTTP/2":
    `${GET}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`,
  "a chunk without a size": `${POST}${CHUNKED}\r\nzz\r\nabc\r\n0\r\n\r\n${HIDDEN}`,
  "a chunk with 0x in its size": `${POST}${CHUNKED}\r\n0x3\r\nabc\r\n0\r\n\r\n${HIDDEN}`,
  "chunks with bare line feeds": `${POST}${CHUNKED}\r\n3\nabc\n0\n\n${HIDDEN}`,
  "a chunk of a negative size": `${POST}${CHUNKED}\r\n-3\r\nabc\r\n0\r\n\r\n${HIDDEN}`,
  "a chunk beyond all numbers": `${POST}${CHUNKED}\r\n${"f".repeat(17)}\r\nabc\r\n0\r\n\r\n`,
  "a chunk longer than it says": `${POST}${CHUNKED}\r\n3\r\nabcdef\r\n0\r\n\r\n${HIDDEN}`,
};

const TOO_LONG: Readonly<Record<string, string>> = {
  "a huge header": `${GET}X: ${"a".repeat(20_000)}\r\n\r\n`,
  "a huge path": `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  "a header repeated 5,000 times": `${GET}${"X: 1\r\n".repeat(5_000)}\r\n`,
  "endless trailers": `${POST}${CHUNKED}\r\n3\r\nabc\r\n0\r\n${"X: 1\r\n".repeat(20_000)}`,
};

Deno.test("A4 smuggling: what could be read in two ways is refused, and home never asked", async (t) => {
  /** Requests that came whole. */
  const heard: string[] = [];
  await using relayed = await openTunnelled(async (request) => {
    await request.arrayBuffer();
    heard.push(new URL(request.url).pathname);
    return new Response();
  });

  async function refuses(what: string, status: number): Promise<void> {
    const said = await sayAndListen(relayed.port, what);
    assert.deepEqual(statusesIn(said), [status]);
    // On the same line, hence after whatever might have been passed on.
    await (await fetch(`${relayed.url}/after`)).body?.cancel();
    assert.deepEqual(heard.splice(0), ["/after"]);
  }

  for (const [name, what] of Object.entries(AMBIGUOUS)) {
    await t.step(`A4 smuggling: ${name}`, () => refuses(what, 400));
  }
  for (const [name, what] of Object.entries(TOO_LONG)) {
    await t.step(`A4 too long: ${name}`, () => refuses(what, 431));
  }
  await t.step("A4 too many headers: none of them is dropped, all are refused", async () => {
    const headers = Array.from({ length: 150 }, (_, at) => `X${at}: 1\r\n`).join("");
    await refuses(`${GET}Connection: close\r\n${headers}\r\n`, 431);
  });
  for (const method of ["TRACE", "TRACK", "PROPFIND"]) {
    await t.step(`A4 methods: ${method} is not carried`, async () => {
      const said = await sayAndListen(
        relayed.port,
        `${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      );
      assert.ok([400, 501].includes(statusesIn(said)[0]!), said);
      assert.deepEqual(heard, []);
    });
  }
  await t.step("A4 tunnelling: CONNECT opens nothing", async () => {
    const said = await sayAndListen(relayed.port, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n");
    assert.deepEqual(statusesIn(said).filter((status) => status < 400), []);
    assert.deepEqual(heard, []);
  });
  await t.step("nothing of it is left under way at either end", () => {
    assert.equal(relayed.tunnel.state().underWay, 0);
    assert.equal(relayed.relay.state().underWay, 0);
  });
});

Deno.test("A4 smuggling: an answer is never broken into by a complaint about what follows", async () => {
  const finish = Promise.withResolvers<void>();
  await using relayed = await openTunnelled(() =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode("begun")),
        async pull(controller) {
          await finish.promise;
          controller.close();
        },
      }),
    )
  );
  using visitor = await visit(relayed.port);
  await visitor.send(`${GET}\r\n`);
  await visitor.hear("begun");
  await visitor.send("no request at all\r\n\r\n");
  const said = await visitor.untilHungUp();
  finish.resolve();
  assert.deepEqual(statusesIn(said), [200]);
  assert.ok(!said.includes("\r\n0\r\n\r\n"), "it must not look whole");
});

const PLACES: Readonly<Record<string, (byte: string) => string>> = {
  "the path": (byte) => `GET /a${byte}b HTTP/1.1\r\nHost: a\r\n`,
  "the query": (byte) => `GET /?a${byte}b HTTP/1.1\r\nHost: a\r\n`,
  "the host": (byte) => `GET / HTTP/1.1\r\nHost: a${byte}b\r\n`,
  "a name": (byte) => `${GET}X${byte}Y: 1\r\n`,
  "a value": (byte) => `${GET}X: a${byte}b\r\n`,
  "a request id": (byte) => `${GET}X-Request-Id: a${byte}b\r\n`,
};

Deno.test("A4 every byte in every place: refused or carried, and never the end of the tunnel", async (t) => {
  await using relayed = await openTunnelled(() => new Response());
  const held = holds(relayed.relay);
  for (const [name, head] of Object.entries(PLACES)) {
    await t.step(`A4 every byte: in ${name}`, async () => {
      const bytes = Array.from({ length: 256 }, (_, byte) => byte);
      const statuses = await Promise.all(bytes.map(async (byte) => {
        const text = `${head(String.fromCharCode(byte))}Connection: close\r\n\r\n`;
        const said = await sayAndListen(relayed.port, Buffer.from(text, "latin1"));
        return statusesIn(said)[0] ?? 0;
      }));
      const odd = bytes.filter((byte) => ![200, 400].includes(statuses[byte]!));
      assert.deepEqual(odd.map((byte) => `${byte}: ${statuses[byte]}`), []);
    });
  }
  held();
});
