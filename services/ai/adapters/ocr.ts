/** Reads labels with PP-OCR in a worker that lives only while it is needed. */
import type { Sharp } from "sharp";
import { invalid, unavailable } from "../../base/errors.ts";
import { SIDE_STEP } from "../ocr/detection.ts";
import type { Line } from "../ocr/lines.ts";
import type { PageRead, ReadPage } from "../ocr/messages.ts";
import type { Pixels } from "../ocr/pixels.ts";
import type { Picture, TagReader } from "../ports.ts";

const NAME = "OCR";
const PICTURE_SIDE_PIXELS_MAX = 1_600;
/** Larger finds smaller print and takes longer, as its square. */
const OVERVIEW_SIDE_PIXELS_MAX = 960;
/** Far more than the slowest machine takes; a worker that hangs is ended. */
const READING_MS_MAX = 120_000;
/** The worker holds some 250 MB: not longer than the seller needs to take the next photo. */
const IDLE_MS = 60_000;

/** All that the worker may touch: the networks and their runtime. It sees what strangers photograph. */
const NODE_MODULES = new URL("../../../node_modules", import.meta.url);

export interface OcrOptions {
  /** @default 60 seconds */
  readonly idleMs?: number;
  /** Hears when the worker comes and goes. */
  readonly told?: (what: "started" | "ended") => void;
}

export function createOcrReader({ idleMs = IDLE_MS, told }: OcrOptions = {}): TagReader {
  let worker: Worker | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const end = () => {
    clearTimeout(idle);
    if (!worker) return;
    worker.terminate();
    worker = null;
    told?.("ended");
  };

  const start = () => {
    told?.("started");
    return new Worker(new URL("./ocr_worker.ts", import.meta.url), {
      type: "module",
      deno: { permissions: { read: [NODE_MODULES] } },
    });
  };

  async function readInTurn(picture: Picture, signal: AbortSignal): Promise<readonly Line[]> {
    signal.throwIfAborted();
    const page = await decode(picture);
    signal.throwIfAborted();
    clearTimeout(idle);
    worker ??= start();
    try {
      const lines = await ask(worker, page, signal);
      idle = setTimeout(end, idleMs);
      Deno.unrefTimer(idle);
      return lines;
    } catch (error) {
      // A running recognition can only be stopped by ending the worker.
      end();
      throw error;
    }
  }

  return {
    name: NAME,
    readLines(picture, signal) {
      const reading = turn.then(() => readInTurn(picture, signal));
      turn = reading.catch(() => {});
      return reading;
    },
    async close() {
      await turn;
      end();
    },
  };
}

async function ask(worker: Worker, page: ReadPage, signal: AbortSignal): Promise<readonly Line[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(READING_MS_MAX)]);
  const { promise, resolve, reject } = Promise.withResolvers<PageRead>();
  const giveUp = () =>
    reject(signal.aborted ? signal.reason : unavailable("ai.too_slow", { model: NAME }));
  limit.addEventListener("abort", giveUp);
  worker.onmessage = ({ data }: MessageEvent<PageRead>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    resolve({ error: event.message });
  };
  worker.postMessage(page, [page.overview.data.buffer, page.picture.data.buffer]);
  try {
    const answer = await promise;
    if ("error" in answer) throw unavailable("ai.ocr_failed", {}, answer.error);
    return answer.lines;
  } finally {
    limit.removeEventListener("abort", giveUp);
  }
}

async function decode(bytes: Picture): Promise<ReadPage> {
  try {
    return await bothSizes(bytes);
  } catch (error) {
    throw invalid("ai.picture_broken", {}, error);
  }
}

async function bothSizes(bytes: Picture): Promise<ReadPage> {
  // Loaded with the first label, to keep an idle home small.
  const { default: sharp } = await import("sharp");
  const upright = sharp(bytes, { failOn: "error" }).autoOrient().flatten().toColourspace("srgb");
  const picture = await pixels(
    upright.clone().resize({
      width: PICTURE_SIDE_PIXELS_MAX,
      height: PICTURE_SIDE_PIXELS_MAX,
      fit: "inside",
      withoutEnlargement: true,
    }),
  );
  const scale = Math.min(OVERVIEW_SIDE_PIXELS_MAX / Math.max(picture.width, picture.height), 1);
  const step = (side: number) => Math.max(Math.round(side * scale / SIDE_STEP), 1) * SIDE_STEP;
  const overview = await pixels(
    upright.clone().resize({
      width: step(picture.width),
      height: step(picture.height),
      fit: "fill",
    }),
  );
  return { overview, picture };
}

async function pixels(image: Sharp): Promise<Pixels & { data: Uint8Array<ArrayBuffer> }> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height };
}
