import assert from "node:assert/strict";
import { z } from "zod";
import { type FakeAnswer, startFakeOllama } from "../../../tests/fakes/ollama.ts";
import type { Picture } from "../ports.ts";
import { createOllama } from "./ollama.ts";

const PICTURE: Picture = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const PROMPT = { system: "You look at clothes.", task: "Which colour?" };
const SCHEMA = z.object({ colour: z.enum(["red", "blue"]) });
const MODEL = "qwen3-vl:4b";

async function readWith(
  answer: FakeAnswer,
  options: { signal?: AbortSignal; answerMs?: number } = {},
) {
  await using fake = startFakeOllama();
  fake.answers = [answer];
  const { signal = new AbortController().signal, answerMs } = options;
  const ollama = createOllama({ url: fake.url, ...(answerMs === undefined ? {} : { answerMs }) });
  const seen: number[] = [];
  const onProgress = (characters: number) => void seen.push(characters);
  const found = await ollama.vision(MODEL).read([PICTURE], PROMPT, SCHEMA, { signal, onProgress });
  return { found, seen, chat: fake.chats[0]! };
}

Deno.test("read() sends pictures, schema and rules, and takes the streamed answer", async () => {
  const { found, seen, chat } = await readWith({ text: '{"colour":"blue"}' });
  assert.deepEqual(found, { colour: "blue" });
  assert.deepEqual(seen, [7, 14, 17, 17]);
  assert.equal(chat.think, false);
  assert.equal(chat.stream, true);
  assert.ok(chat.keep_alive);
  assert.deepEqual(chat.format?.properties, {
    colour: { type: "string", enum: ["red", "blue"] },
  });
  assert.equal(chat.messages[0]?.content, PROMPT.system);
  assert.deepEqual(chat.messages[1]?.images, ["/9j/2Q=="]);
});

Deno.test("read() takes an answer in a code fence", async () => {
  const { found } = await readWith({ text: '\n```json\n{"colour":"red"}\n```\n' });
  assert.deepEqual(found, { colour: "red" });
});

const BLUE = '{"colour":"blue"}';
const answersAmidWords: [what: string, answer: FakeAnswer][] = [
  ["amid words and a code fence", {
    text: `Here is what I see:\n\n\`\`\`json\n${BLUE}\n\`\`\`\n\nLet me know!`,
  }],
  ["behind its thoughts", { text: `<think>\nA jacket { "colour": red? }\n</think>\n${BLUE}` }],
  ["in the thinking alone", { text: "", thinking: `The colour is clear. ${BLUE}` }],
  ["at the second try, where a model may think", {
    withoutThinking: "It is a blue jacket.",
    otherwise: BLUE,
  }],
];
for (const [what, answer] of answersAmidWords) {
  Deno.test(`read() finds the answer ${what}`, async () => {
    assert.deepEqual((await readWith(answer)).found, { colour: "blue" });
  });
}

for (const characters of [10_000, 1_000_000]) {
  Deno.test(`read() stops a model that writes ${characters} characters again and again`, async () => {
    await using fake = startFakeOllama();
    fake.answers = [{ endless: "x".repeat(characters) }];
    const model = createOllama({ url: fake.url }).vision(MODEL);
    const { signal } = new AbortController();
    await assert.rejects(model.read([PICTURE], PROMPT, SCHEMA, { signal }), { key: "ai.too_long" });
    await fake.hungUp;
  });
}

Deno.test("models() shows a broken model as broken beside the others", async () => {
  await using fake = startFakeOllama();
  fake.models = [
    { name: "glm-5:cloud", broken: { status: 410, error: "this model is a cloud model" } },
    { name: "plain:7b", capabilities: ["completion", "vision"] },
  ];
  const { signal } = new AbortController();
  const found = await createOllama({ url: fake.url }).models(signal);
  assert.deepEqual(found.map(({ name, sees, problem }) => ({ name, sees, problem })), [
    { name: "glm-5:cloud", sees: false, problem: "this model is a cloud model" },
    { name: "plain:7b", sees: true, problem: undefined },
  ]);
});

Deno.test("models() of an old server see by their family", async () => {
  await using fake = startFakeOllama();
  fake.models = [
    { name: "llama2:7b", capabilities: null },
    { name: "llava:7b", capabilities: null, families: ["llama", "clip"] },
  ];
  const { signal } = new AbortController();
  const found = await createOllama({ url: fake.url }).models(signal);
  assert.deepEqual(found.map(({ name, sees }) => [name, sees]), [
    ["llama2:7b", false],
    ["llava:7b", true],
  ]);
});

const failures: [what: string, answer: FakeAnswer, code: string, key: string][] = [
  ["a refusal", { text: "I cannot directly view images." }, "invalid", "ai.refused"],
  ["an Italian refusal", { text: "Mi dispiace, non posso" }, "invalid", "ai.refused"],
  ["a broken answer", { text: '{"colour":"bl' }, "unavailable", "ai.unreadable"],
  ["a word outside the list", { text: '{"colour":"green"}' }, "unavailable", "ai.unreadable"],
  [
    "an error in mid-stream",
    { errorMidStream: "unexpected EOF" },
    "unavailable",
    "ai.ollama_failed",
  ],
  [
    "too little memory",
    {
      status: 500,
      error: "model requires more system memory (5.6 GiB) than is available (2.4 GiB)",
    },
    "invalid",
    "ai.model_too_large",
  ],
  [
    "a fault of the server",
    { status: 500, error: "llama runner died" },
    "unavailable",
    "ai.ollama_failed",
  ],
];
for (const [what, answer, code, key] of failures) {
  Deno.test(`read() tells ${what}`, async () => {
    await assert.rejects(readWith(answer), { name: "Failure", code, key });
  });
}

Deno.test("read() hangs up when it is told to stop", async () => {
  await using fake = startFakeOllama();
  fake.answers = [{ silentAfter: '{"col' }];
  const stopping = new AbortController();
  const reading = createOllama({ url: fake.url }).vision(MODEL).read([PICTURE], PROMPT, SCHEMA, {
    signal: stopping.signal,
    onProgress: () => stopping.abort(new DOMException("cancelled", "AbortError")),
  });
  await assert.rejects(reading, { name: "AbortError" });
  await fake.hungUp;
});

Deno.test("read() gives up on a model that says no more, and hangs up", async () => {
  await using fake = startFakeOllama();
  fake.answers = [{ silentAfter: '{"col' }];
  const model = createOllama({ url: fake.url, answerMs: 200 }).vision(MODEL);
  const { signal } = new AbortController();
  await assert.rejects(model.read([PICTURE], PROMPT, SCHEMA, { signal }), { key: "ai.too_slow" });
  await fake.hungUp;
});

Deno.test("read() shows no picture to a model without eyes", async () => {
  await using fake = startFakeOllama();
  fake.models = [{ name: "llama3.2:3b", capabilities: ["completion", "tools"] }];
  const model = createOllama({ url: fake.url }).vision("llama3.2:3b");
  const { signal } = new AbortController();
  await assert.rejects(model.read([PICTURE], PROMPT, SCHEMA, { signal }), { key: "ai.blind" });
  assert.equal(fake.chats.length, 0);
});

Deno.test("read() names a model that is not installed", async () => {
  await using fake = startFakeOllama();
  const model = createOllama({ url: fake.url }).vision("moondream:latest");
  const { signal } = new AbortController();
  await assert.rejects(model.read([PICTURE], PROMPT, SCHEMA, { signal }), {
    key: "ai.no_such_model",
    params: { model: "moondream:latest" },
  });
});

Deno.test("version() says that nobody answers", async () => {
  const gone = startFakeOllama();
  await gone.close();
  const { signal } = new AbortController();
  await assert.rejects(createOllama({ url: gone.url }).version(signal), {
    code: "unavailable",
    key: "ai.ollama_silent",
  });
});

Deno.test("models() marks those that see", async () => {
  await using fake = startFakeOllama();
  fake.models = [
    { name: "qwen3-vl:4b", bytes: 3_300_000_000, capabilities: ["completion", "vision"] },
    { name: "llama3.2:3b", bytes: 2_000_000_000, capabilities: ["completion"] },
  ];
  const { signal } = new AbortController();
  assert.deepEqual(await createOllama({ url: fake.url }).models(signal), [
    { name: "llama3.2:3b", bytes: 2_000_000_000, sees: false },
    { name: "qwen3-vl:4b", bytes: 3_300_000_000, sees: true },
  ]);
});

Deno.test("pull() says how far it is, and what went wrong", async () => {
  await using fake = startFakeOllama();
  const ollama = createOllama({ url: fake.url });
  const { signal } = new AbortController();
  fake.pullSteps = [
    { status: "pulling manifest" },
    { status: "pulling 6340dc3229b0", total: 100, completed: 40 },
    { status: "pulling 6340dc3229b0", total: 100, completed: 100 },
    { status: "success" },
  ];
  const seen: number[] = [];
  await ollama.pull("qwen3-vl:4b", { signal, onProgress: ({ done }) => void seen.push(done) });
  assert.deepEqual(seen, [0, 40, 100, 0]);
  fake.pullSteps = [{ error: "pull model manifest: file does not exist" }];
  await assert.rejects(ollama.pull("qwen9", { signal, onProgress() {} }), {
    key: "ai.no_such_model",
  });
});
