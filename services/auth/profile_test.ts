import assert from "node:assert/strict";
import { openTestDatabase } from "../store/testing.ts";
import { createProfile, profileSchema } from "./profile.ts";

Deno.test("the profile is Italian until it is changed, one choice at a time", async () => {
  await using house = await openTestDatabase();
  const profile = createProfile(house.db);
  assert.deepEqual(await profile.get(), { language: "it", site: "it", theme: "auto" });
  await profile.change({ theme: "dark" });
  await Promise.all([profile.change({ language: "en" }), profile.change({ site: "gb" })]);
  assert.deepEqual(await profile.get(), { language: "en", site: "gb", theme: "dark" });
  assert.equal(
    profileSchema.safeParse({ language: "it", site: "xx", theme: "auto" }).success,
    false,
  );
});
