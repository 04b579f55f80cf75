/** Makes a JPEG of a drawing, with a little grain, as a camera would. */
import { HEIGHT, WIDTH } from "./scene.ts";

const QUALITY = 82;
const GRAIN = 6;

export async function renderDrawing(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import("sharp");
  const grain = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: "#808080",
      noise: { type: "gaussian", mean: 128, sigma: GRAIN },
    },
  }).png().toBuffer();
  const drawn = sharp(new TextEncoder().encode(svg)).composite([{
    input: grain,
    blend: "soft-light",
  }]);
  return new Uint8Array(await drawn.flatten().jpeg({ quality: QUALITY }).toBuffer());
}
