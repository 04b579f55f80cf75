/**
 * Evidence that outlives the program. This file is also the program that is killed: run with a file of records, it
 * takes readings without end and says how many listings the house has promised to keep after each.
 */
import assert from "node:assert/strict";
import { DAY_MS } from "../../base/time.ts";
import { killAfterLines, tempFolder } from "../../store/testing.ts";
import type { Observation } from "../observation.ts";
import { NOW, syntheticMarket } from "../testing.ts";
import { openTestEvidence } from "./testing.ts";

/** More than fits one commit. */
const READING = 230;

/** Half of each reading is known already, and has become dearer. */
function reading(number: number): Observation[] {
  const fresh = syntheticMarket(READING / 2, 0.4, `reading${number}-`);
  const known = syntheticMarket(READING / 2, 0.4, `reading${number - 1}-`);
  const seenAt = NOW + number * DAY_MS;
  return [
    ...fresh.map((one) => ({ ...one, seenAt })),
    ...known.map((one) => ({
      ...one,
      seenAt,
      price: { ...one.price, cents: one.price.cents + 100 },
    })),
  ];
}

async function takeForEver(path: string): Promise<never> {
  const { take } = await openTestEvidence({ path });
  for (let number = 1;; number++) {
    await take(...reading(number));
    await Deno.stdout.write(new TextEncoder().encode(`${number}\n`));
  }
}

if (Deno.args[0] === "take") await takeForEver(Deno.args[1]!);

const wanted = ["Nike", "Zara", "Gucci"].map((brand) => ({
  title: `${brand} classic`,
  brand,
  category: "shoes",
  currency: "EUR",
}));

Deno.test("a house that is opened again gives the same answers", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/records.kv`;
  const before = await (async () => {
    await using house = await openTestEvidence({ path });
    for (const number of [1, 2, 3, 4]) await house.take(...reading(number));
    const { ids } = await house.take(...syntheticMarket(60, 0.2, "late"));
    const { id } = await house.evidence.forget({ keys: ids.slice(0, 40) });
    await house.evidence.forget({ keys: ids.slice(50) });
    await house.evidence.remember(id);
    return {
      answers: wanted.map((one) => house.evidence.appraise(one)),
      summary: house.evidence.summary(),
      newest: await house.evidence.sightings(),
    };
  })();
  await using house = await openTestEvidence({ path });
  assert.ok(before.answers.every(({ enough }) => enough));
  assert.deepEqual(wanted.map((one) => house.evidence.appraise(one)), before.answers);
  assert.deepEqual(house.evidence.summary(), before.summary);
  assert.deepEqual(await house.evidence.sightings(), before.newest);
});

Deno.test("kill -9 in the middle of a reading loses nothing that was promised, and the reading can come again", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/records.kv`;
  const said = await killAfterLines(import.meta.filename!, ["take", path], 4);
  await using house = await openTestEvidence({ path });
  const { evidence, take } = house;
  for (const number of said.map(Number)) {
    for (const { id, price, seenAt } of reading(number)) {
      const sighting = await evidence.get(`it:${id}`);
      assert.ok(sighting && sighting.lastSeen >= seenAt, `${id} is lost`);
      assert.ok(sighting.prices.some((one) => one.price.cents === price.cents));
    }
  }
  // What was cut off was not promised; taken again, it is there once.
  const next = reading(said.length + 1);
  const { added, again } = await take(...next);
  assert.equal(added + again, next.length);
  const keys = await Array.fromAsync(evidence.all(), ({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(evidence.summary().total, keys.length);
});
