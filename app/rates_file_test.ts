import assert from "node:assert/strict";
import { latestRates, RATES_FILE } from "./rates_file.ts";
import { isFailure } from "../services/base/errors.ts";
import { tempFolder } from "../services/store/testing.ts";

const daily = (day: string) =>
  `<Cube><Cube time='${day}'><Cube currency='USD' rate='2'/></Cube></Cube>`;

Deno.test("latestRates() takes the owner's file where it is newer than what was shipped", async () => {
  await using folder = await tempFolder();
  const shipped = await latestRates(folder.path);
  await Deno.writeTextFile(`${folder.path}/${RATES_FILE}`, daily("2099-01-02"));
  assert.deepEqual((await latestRates(folder.path)).perEuro, { USD: 2 });
  await Deno.writeTextFile(`${folder.path}/${RATES_FILE}`, daily("1999-01-04"));
  assert.deepEqual(await latestRates(folder.path), shipped);
});

Deno.test("latestRates() refuses a file that is something else with a sentence", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/${RATES_FILE}`, "<html>");
  await assert.rejects(
    latestRates(folder.path),
    (error) => isFailure(error, "invalid") && error.key === "rates.bad_file",
  );
});
