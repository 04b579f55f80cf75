import assert from "node:assert/strict";
import { openTestDatabase } from "../store/testing.ts";
import { readSettings, saveSettings } from "./settings.ts";

Deno.test("readSettings() begins with OCR, a model at home, and nothing that leaves the house", async () => {
  await using database = await openTestDatabase();
  const settings = await readSettings(database.db);
  assert.equal(settings.tagReader, "ocr");
  assert.equal(settings.itemReader, "ollama");
  assert.equal(settings.glmOn, false);
  assert.equal(settings.glmKey, undefined);
});

Deno.test("saveSettings() keeps what it is not told of, and seals the key", async () => {
  await using database = await openTestDatabase();
  const { db, store } = database;
  await saveSettings(db, { glmKey: "secret-key", ollamaModel: "qwen3-vl:4b" });
  await saveSettings(db, { glmOn: true, ollamaModel: undefined });
  const { glmKey, glmOn, ollamaModel } = await readSettings(db);
  assert.deepEqual({ glmKey, glmOn, ollamaModel }, {
    glmKey: "secret-key",
    glmOn: true,
    ollamaModel: undefined,
  });
  const { entries } = await store.list({ prefix: [] });
  assert.ok(!JSON.stringify(entries).includes("secret-key"));
});
