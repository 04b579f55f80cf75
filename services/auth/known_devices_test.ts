import assert from "node:assert/strict";
import { toBase64Url } from "../base/bytes.ts";
import { openTestDatabase } from "../store/testing.ts";
import { createKnownDevices, KNOWN_DEVICE_MS } from "./known_devices.ts";
import { systemRandom } from "./secret.ts";

Deno.test("a device is known again by what it keeps, under the same name, until it stays away for long", async () => {
  await using database = await openTestDatabase();
  const devices = createKnownDevices({ ...database, random: systemRandom });
  const cookie = await devices.remember(undefined);
  const name = await devices.recognise(cookie);
  assert.ok(name);
  database.clock.advance(KNOWN_DEVICE_MS - 1);
  const renewed = await devices.remember(cookie);
  database.clock.advance(1);
  assert.equal(await devices.recognise(cookie), null);
  assert.equal(await devices.recognise(renewed), name);
});

Deno.test("another device has another name, and nobody makes one up", async () => {
  await using database = await openTestDatabase();
  const devices = createKnownDevices({ ...database, random: systemRandom });
  const cookie = await devices.remember(undefined);
  const other = await devices.remember(undefined);
  assert.notEqual(await devices.recognise(cookie), await devices.recognise(other));
  const [name, until, signature] = cookie.split(".");
  const forged = [
    undefined,
    "",
    name,
    `${name}.${until}.`,
    `${name}.${Number(until) + 1}.${signature}`,
    `${other.split(".")[0]}.${until}.${signature}`,
    "x".repeat(10_000),
  ];
  for (const one of forged) assert.equal(await devices.recognise(one), null, `${one}`);
});

Deno.test("forgetAll() makes every device a stranger, in other processes too", async () => {
  await using database = await openTestDatabase();
  const devices = createKnownDevices({ ...database, random: systemRandom });
  const another = createKnownDevices({ ...database, random: systemRandom });
  const cookie = await devices.remember(undefined);
  assert.ok(await another.recognise(cookie));
  await another.forgetAll();
  assert.equal(await devices.recognise(cookie), null);
  assert.ok(await devices.recognise(await devices.remember(cookie)));
});

Deno.test("the store holds the key of the signatures sealed", async () => {
  await using database = await openTestDatabase();
  const made: string[] = [];
  const random = (bytes: number) => {
    const chance = systemRandom(bytes);
    made.push(toBase64Url(chance));
    return chance;
  };
  await createKnownDevices({ ...database, random }).remember(undefined);
  const { entries } = await database.store.list({ prefix: [] }, { limit: 100 });
  assert.ok(entries.length > 0);
  for (const secret of made) assert.ok(!JSON.stringify(entries).includes(secret));
});
