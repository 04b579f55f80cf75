/** Attacks on home's port by a device of the home network: connections that only use up resources. */
import assert from "node:assert/strict";
import { tempFolder } from "../services/store/testing.ts";
import { startHouse } from "./support/house.ts";
import { moveIn } from "./support/owner.ts";
import { type RawVisitor, visit } from "./support/raw_visitor.ts";

const OPEN_FILES = 256;
const CONNECTIONS = 600;
const AT_ONCE = 50;

/** Opens connections that send this text and nothing else. */
async function hold(port: number, what: string): Promise<RawVisitor[]> {
  const held: RawVisitor[] = [];
  while (held.length < CONNECTIONS) {
    held.push(...await Promise.all(Array.from({ length: AT_ONCE }, () => visit(port))));
    await Promise.all(held.slice(-AT_ONCE).map((visitor) => visitor.send(what)));
  }
  return held;
}

const HALF_HEADERS = "GET / HTTP/1.1\r\nX";
const HALF_A_BODY = "POST /login HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n" +
  "Content-Length: 60000\r\n" +
  "Content-Type: application/x-www-form-urlencoded\r\n\r\npassphrase=";

// With a known file limit the program stays below it; without one it must survive reaching it.
for (const known of [String(OPEN_FILES), ""]) {
  const how = known ? "stays within the files there are" : "serves again after files ran out";
  Deno.test(`more connections than the system has files for: the app ${how}`, async () => {
    await using folder = await tempFolder();
    const env = { OPEN_FILES: known };
    const house = await startHouse({ dataDir: folder.path, env, openFilesMax: OPEN_FILES });
    const owner = await moveIn(house);
    const port = Number(new URL(house.url).port);
    const waiting = await hold(port, HALF_HEADERS);
    assert.match(await owner.read("/items"), /<h1/);
    for (const visitor of waiting) visitor.leave();
    // A request that is being answered is never evicted, but it has a deadline.
    const sending = await hold(port, HALF_A_BODY);
    // One after the other: later ones wait for a place, so the time for all of them depends on the machine.
    for (const visitor of sending) await visitor.untilHungUp();
    for (const visitor of sending) visitor.leave();
    assert.match(await owner.read("/items"), /<h1/);
    assert.equal(await house.stop(), 0);
    const outOfFiles = house.events.filter((event) => event === "port_out_of_files");
    assert.equal(outOfFiles.length, known ? 0 : 1);
  });
}
