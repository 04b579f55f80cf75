/** Photos of 12 megapixels, from the first byte sent to the last one ready. */
import sharp from "sharp";
import { timed } from "./timing.ts";
import type { Owner } from "../tests/support/owner.ts";

const WIDTH = 4032;
const HEIGHT = 3024;
const ITEM = 1;

/** @returns seconds */
export async function preparePhotos(owner: Owner, count: number): Promise<number> {
  const files = await Promise.all(Array.from({ length: count }, (_, i) => photograph(i)));
  const form = new FormData();
  files.forEach((bytes, i) => form.append("photos", new File([bytes], `${i}.jpg`)));
  return await timed(async () => {
    const answer = await owner.ask(`/items/${ITEM}/photos`, { method: "POST", body: form });
    await answer.body?.cancel();
    await ready(owner, count);
  }) / 1000;
}

/** Cloth, more or less: soft blotches with grain, about 4 MB as a phone writes it. */
async function photograph(seed: number): Promise<Uint8Array<ArrayBuffer>> {
  const grain = await sharp({
    create: {
      width: WIDTH / 4,
      height: HEIGHT / 4,
      channels: 3,
      background: { r: 90 + seed * 5, g: 110, b: 140 },
      noise: { type: "gaussian", mean: 100 + seed * 3, sigma: 28 },
    },
  }).png().toBuffer();
  const jpeg = await sharp(grain).resize(WIDTH, HEIGHT).jpeg({ quality: 92 }).toBuffer();
  return new Uint8Array(jpeg);
}

/** Listens to the jobs' events until none of the photos waits. */
async function ready({ ask }: Owner, count: number): Promise<void> {
  const events = await ask("/events");
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (await waiting(ask, count) > 0) {
    const { done } = await reader.read();
    if (done) throw new Error("The events ended before the photos were ready.");
  }
  await reader.cancel();
}

async function waiting(ask: Owner["ask"], count: number): Promise<number> {
  const answer = await ask(`/items/${ITEM}/photos`, { headers: { accept: "application/json" } });
  const { photos }: { photos: { state: string }[] } = await answer.json();
  if (photos.length < count) throw new Error(`Only ${photos.length} photos arrived.`);
  return photos.filter(({ state }) => state === "waiting").length;
}
