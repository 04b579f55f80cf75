import assert from "node:assert/strict";
import { z } from "zod";
import { type FakeCompletion, startFakeOpenAI } from "../../../tests/fakes/openai.ts";
import { DAY_MS } from "../../base/time.ts";
import { openTestDatabase } from "../../store/testing.ts";
import type { Picture } from "../ports.ts";
import { createSpend } from "../spend.ts";
import { createGlm } from "./glm.ts";

const PICTURE: Picture = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const PROMPT = { system: "You look at clothes.", task: "Which colour?" };
const SCHEMA = z.object({ colour: z.enum(["red", "blue"]) });
const MODEL = "glm-4.6v";
const NEVER = new AbortController().signal;

async function setUp(options: { ceilingCents?: number; answerMs?: number } = {}) {
  const { ceilingCents = 500, answerMs } = options;
  const fake = startFakeOpenAI();
  const database = await openTestDatabase();
  const spend = createSpend(database);
  const glm = createGlm({
    url: fake.url,
    model: MODEL,
    key: "key-1",
    reserve: (most) => spend.reserve(most, ceilingCents),
    ...(answerMs === undefined ? {} : { answerMs }),
  });
  const close = async () => {
    await fake.close();
    await database.close();
  };
  return { fake, spend, glm, clock: database.clock, [Symbol.asyncDispose]: close };
}

Deno.test("read() sends the picture with the key, and counts what it cost", async () => {
  await using room = await setUp();
  const { fake, spend, glm } = room;
  fake.answer = { text: '{"colour":"blue"}' };
  const found = await glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER });
  assert.deepEqual(found, { colour: "blue" });
  const [{ authorization, body }] = fake.requests as [(typeof fake.requests)[number]];
  assert.equal(authorization, "Bearer key-1");
  assert.deepEqual(body.thinking, { type: "disabled" });
  const parts = body.messages[1]!.content;
  assert.ok(typeof parts !== "string");
  assert.equal(parts[0]?.image_url?.url, "data:image/jpeg;base64,/9j/2Q==");
  assert.match(parts[1]?.text ?? "", /"enum":\["red","blue"\]/);
  // 1,200 tokens at 0.30 and 80 at 0.90 euro a million.
  assert.deepEqual(await spend.thisMonth(), {
    month: "2026-01",
    calls: 1,
    inputTokens: 1_200,
    outputTokens: 80,
    microEuro: 432,
  });
});

Deno.test("read() makes no call that may break the month's ceiling", async () => {
  await using room = await setUp({ ceilingCents: 1 });
  const { fake, spend, glm } = room;
  fake.answer = { text: '{"colour":"blue"}' };
  fake.usage = { prompt_tokens: 20_000, completion_tokens: 2_000 };
  await glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER });
  await glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER }).catch(() => {});
  await assert.rejects(glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER }), {
    code: "invalid",
    key: "ai.ceiling_reached",
    params: { ceiling: 0.01 },
  });
  assert.equal(fake.requests.length, (await spend.thisMonth()).calls);
});

Deno.test("a new month begins with nothing spent", async () => {
  await using room = await setUp();
  const { fake, spend, glm, clock } = room;
  fake.answer = { text: '{"colour":"blue"}' };
  await glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER });
  clock.advance(31 * DAY_MS);
  assert.deepEqual((await spend.thisMonth()).microEuro, 0);
});

Deno.test("read() keeps aside what a broken call may have cost", async () => {
  await using room = await setUp({ answerMs: 100 });
  const { fake, spend, glm } = room;
  fake.answer = "silence";
  await assert.rejects(glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER }), {
    key: "ai.too_slow",
  });
  assert.ok((await spend.thisMonth()).microEuro > 0);
});

const failures: [what: string, answer: FakeCompletion, code: string, key: string][] = [
  ["a wrong key", { status: 401, code: "1000" }, "invalid", "ai.key_refused"],
  ["an empty account", { status: 429, code: "1113" }, "invalid", "ai.no_credit"],
  ["too many at once", { status: 429, code: "1302" }, "unavailable", "ai.glm_busy"],
  ["a picture that it will not look at", { status: 400, code: "1301" }, "invalid", "ai.refused"],
  ["an answer cut by its censor", { text: "", finish: "sensitive" }, "invalid", "ai.refused"],
  ["a fault of the server", { status: 500, code: "500" }, "unavailable", "ai.glm_failed"],
  ["a page instead of an answer", { body: "<html>" }, "unavailable", "ai.unreadable"],
  ["a word outside the list", { text: '{"colour":"green"}' }, "unavailable", "ai.unreadable"],
];
for (const [what, answer, code, key] of failures) {
  Deno.test(`read() tells ${what}`, async () => {
    await using room = await setUp();
    const { fake, glm } = room;
    fake.answer = answer;
    const reading = glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER });
    await assert.rejects(reading, { name: "Failure", code, key });
  });
}

Deno.test("read() says that nobody answers", async () => {
  await using room = await setUp();
  const { fake, glm } = room;
  await fake.close();
  const reading = glm.read([PICTURE], PROMPT, SCHEMA, { signal: NEVER });
  await assert.rejects(reading, { code: "unavailable", key: "ai.glm_silent" });
});
