/** So many connections and requests at once, so many of one visitor; there is room again when they are over. */
import assert from "node:assert/strict";
import { visit } from "../../tests/support/raw_visitor.ts";
import { openRelay, openTunnelled } from "../../tests/support/tunnelled.ts";
import { until } from "../../tests/support/until.ts";
import { createConcurrencyLimit } from "./request_limits.ts";

Deno.test("a gate holds so many in all and so many of one, and who leaves makes room", () => {
  const gate = createConcurrencyLimit(3, 2);
  const first = gate.enter("a")!;
  const second = gate.enter("a")!;
  assert.equal(gate.enter("a"), null, "a third of the same");
  const third = gate.enter("b")!;
  assert.equal(gate.enter("c"), null, "a fourth of all");
  assert.equal(gate.inside(), 3);
  first();
  const again = gate.enter("a");
  assert.ok(again, "room again");
  for (const leave of [second, third, again]) leave();
  assert.equal(gate.inside(), 0);
});

const FULL = {
  "of all": { requestsMax: 5, requestsOfOneMax: 100 },
  "of one visitor": { requestsMax: 100, requestsOfOneMax: 5 },
};
for (const [name, most] of Object.entries(FULL)) {
  Deno.test(`one request too many ${name} is told to come back, and may when there is room`, async () => {
    const release = Promise.withResolvers<void>();
    const full = Promise.withResolvers<void>();
    let inside = 0;
    await using relayed = await openTunnelled(async () => {
      if (++inside === 5) full.resolve();
      await release.promise;
      return new Response("done");
    }, most);
    const five = Array.from({ length: 5 }, () => fetch(relayed.url));
    await full.promise;
    const busy = await fetch(relayed.url);
    assert.equal(busy.status, 503);
    assert.equal(busy.headers.get("retry-after"), "2");
    assert.equal((await busy.json()).title, "busy");
    release.resolve();
    for (const answer of five) assert.equal(await (await answer).text(), "done");
    assert.equal(await (await fetch(relayed.url)).text(), "done");
  });
}

Deno.test("one connection too many is hung up on, and another is taken when there is room", async () => {
  await using relay = await openRelay({ connectionsMax: 5 });
  const come = async () => {
    const visitor = await visit(relay.port);
    await visitor.send("GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n");
    return visitor;
  };
  using owned = new DisposableStack();
  const five = await Promise.all(Array.from({ length: 5 }, come));
  for (const visitor of five) await owned.use(visitor).hear('"ok"');
  for (let times = 0; times < 5; times++) {
    using sixth = await come();
    assert.equal(await sixth.untilHungUp(), "");
  }
  five[0]!.leave();
  await until("there is room", async () => {
    using next = await come();
    return await next.hear('"ok"').then(() => true, () => false);
  });
});
