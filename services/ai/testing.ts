/** The service of readers with one item, a scripted model server and scripted labels. */
import { startFakeOllama } from "../../tests/fakes/ollama.ts";
import { createInventory, SELLER } from "../inventory/mod.ts";
import { openTestJobs } from "../jobs/testing.ts";
import { createGlm } from "./adapters/glm.ts";
import { createOllama } from "./adapters/ollama.ts";
import { shrinkPicture } from "./adapters/picture_codec.ts";
import { readSample } from "./adapters/sample_files.ts";
import { createAI } from "./mod.ts";
import type { Line } from "./ocr/lines.ts";
import type { Picture, TagReader } from "./ports.ts";

export const TEST_MODEL = "qwen3-vl:4b";
/** Default answer of the fake model. */
const SEEN = {
  audience: "men",
  kind: "tshirt",
  colours: ["blue"],
  pattern: "plain",
  condition: "good",
  flaws: [{ what: "stain", where: "sleeve" }],
};

interface TestReadersOptions {
  /** Lines on the labels. */
  readonly lines?: readonly string[];
  /** @default a reader that returns `lines` for every photo */
  readonly ocr?: TagReader;
  /** @default the sample */
  readonly pictures?: readonly Picture[];
}

export type TestReaders = Awaited<ReturnType<typeof openTestReaders>>;

/** Start `jobs` when the test is ready for them. */
export async function openTestReaders(options: TestReadersOptions = {}) {
  const { lines = [], ocr = labelsSaying(lines), pictures } = options;
  const test = await openTestJobs();
  const inventory = createInventory(test);
  const ollama = startFakeOllama();
  ollama.models = [{ name: TEST_MODEL, capabilities: ["completion", "vision"] }];
  ollama.answers = [{ text: JSON.stringify(SEEN) }];
  const shown = pictures ?? [await readSample()];
  const ai = createAI({
    ...test,
    inventory,
    ocr,
    ollama: createOllama({ url: ollama.url }),
    glm: (access) => createGlm({ ...access, url: ollama.url }),
    picturesOf: () =>
      Promise.resolve(shown.map((picture, index) => ({
        photoId: `photo-${index + 1}`,
        load: () => Promise.resolve(picture),
      }))),
    shrink: shrinkPicture,
    sample: readSample,
    language: () => Promise.resolve("it" as const),
  });
  const item = await inventory.create({ origin: "own" }, SELLER);
  const facts = async () => (await inventory.byId(item.id)).value.facts;
  const close = async () => {
    await ai.close();
    await ollama.close();
    inventory.close();
    await test.close();
  };
  return { ...test, ai, inventory, ollama, item, facts, [Symbol.asyncDispose]: close };
}

/** Reads the same lines in every photo. */
export function labelsSaying(lines: readonly string[]): TagReader {
  const read = lines.map((text): Line => ({ text, confidence: 0.9 }));
  return { name: "OCR", readLines: () => Promise.resolve(read), close: () => Promise.resolve() };
}
