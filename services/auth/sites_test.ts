import assert from "node:assert/strict";
import { createProfile } from "./profile.ts";
import { SITES } from "./sites.ts";
import { openTestDatabase } from "../store/testing.ts";

Deno.test("SITES are 27, each with its own country that can be named in both languages", () => {
  assert.equal(SITES.length, 27);
  for (const key of ["code", "host", "country"] as const) {
    assert.equal(new Set(SITES.map((site) => site[key])).size, 27, key);
  }
  for (const language of ["it", "en"]) {
    const names = new Intl.DisplayNames(language, { type: "region" });
    for (const { country } of SITES) assert.notEqual(names.of(country), country);
  }
});

Deno.test("the profile is Italian until it is changed, one choice at a time", async () => {
  await using house = await openTestDatabase();
  const profile = createProfile(house.db);
  assert.deepEqual(await profile.get(), { language: "it", site: "it", theme: "auto" });
  await profile.change({ theme: "dark" });
  await Promise.all([profile.change({ language: "en" }), profile.change({ site: "gb" })]);
  assert.deepEqual(await profile.get(), { language: "en", site: "gb", theme: "dark" });
  await assert.rejects(profile.change({ site: "xx" }));
});
