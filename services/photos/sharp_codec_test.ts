import assert from "node:assert/strict";
import sharp from "sharp";
import { isFailure } from "../base/errors.ts";
import { captureTime } from "./capture_time.ts";
import type { Prepared, Turn } from "./codec.ts";
import { type PhotoKind, photoKind } from "./kind.ts";
import { createSharpCodec } from "./sharp_codec.ts";

const codec = createSharpCodec();
const never = new AbortController().signal;
const RED = [220, 30, 30];
const GREEN = [30, 200, 30];
const BLUE = [30, 30, 220];
const WHITE = [240, 240, 240];

/** Red and green above, blue and white below: every turn and mirroring shows. */
const quarters = (width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: "black" } }).composite(
    [RED, GREEN, BLUE, WHITE].map(([r, g, b], i) => ({
      input: {
        create: {
          width: width / 2,
          height: height / 2,
          channels: 3,
          background: { r: r!, g: g!, b: b! },
        },
      },
      left: (i % 2) * width / 2,
      top: Math.floor(i / 2) * height / 2,
    })),
  );

const fixture = (name: string) => Deno.readFile(new URL(`testdata/${name}`, import.meta.url));
const prepare = (file: Uint8Array): Promise<Prepared> =>
  codec.prepare(file, photoKind(file) as PhotoKind, { signal: never });

/** The middles of the four quarters, named by the nearest of the four colours. */
async function cornersOf(image: Uint8Array): Promise<string> {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const i = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
    const far = (c: number[]) => c.reduce((sum, v, k) => sum + Math.abs(v - data[i + k]!), 0);
    return Object.entries({ R: RED, G: GREEN, B: BLUE, W: WHITE })
      .sort(([, a], [, b]) => far(a) - far(b))[0]![0];
  };
  return at(.25, .25) + at(.75, .25) + at(.25, .75) + at(.75, .75);
}

async function refused(file: Uint8Array, key: string): Promise<void> {
  await assert.rejects(prepare(file), (error) => {
    assert.ok(isFailure(error, "invalid"), String(error));
    assert.equal(error.key, key);
    return true;
  });
}

Deno.test("prepare() turns every EXIF orientation upright", async () => {
  const stored = {
    1: "RGBW",
    2: "GRWB",
    3: "WBGR",
    4: "BWRG",
    5: "RBGW",
    6: "BRWG",
    7: "WGBR",
    8: "GWRB",
  };
  for (const [orientation, corners] of Object.entries(stored)) {
    const file = await quarters().withMetadata({ orientation: Number(orientation) }).jpeg()
      .toBuffer();
    const { display, thumb, width, height } = await prepare(file);
    assert.equal(await cornersOf(display), corners, `orientation ${orientation}`);
    assert.equal(await cornersOf(thumb), corners, `orientation ${orientation}`);
    assert.deepEqual([width, height], Number(orientation) > 4 ? [480, 640] : [640, 480]);
  }
});

Deno.test("prepare() turns a photo by quarters, after its own orientation", async () => {
  const file = await quarters().withMetadata({ orientation: 3 }).jpeg().toBuffer();
  const turned = { 0: "WBGR", 90: "GWRB", 180: "RGBW", 270: "BRWG" } as const;
  for (const [degrees, corners] of Object.entries(turned)) {
    const turn = Number(degrees) as Turn;
    const { display, width, height } = await codec.prepare(file, "jpeg", { signal: never, turn });
    assert.equal(await cornersOf(display), corners, degrees);
    assert.deepEqual([width, height], turn % 180 === 0 ? [640, 480] : [480, 640]);
  }
});

/** A pattern without flat rows, as of a real photo. */
const grained = (width: number, height: number) =>
  sharp(Uint8Array.from({ length: width * height * 3 }, (_, i) => i * i * 7 % 251), {
    raw: { width, height, channels: 3 },
  });

Deno.test("prepare() takes a JPEG whose end is missing, and warns where rows are missing", async () => {
  const file = await grained(320, 240).jpeg().toBuffer();
  const complete = await prepare(file.subarray(0, -2));
  assert.deepEqual([complete.isCut, complete.width, complete.height], [false, 320, 240]);
  assert.equal(
    await cornersOf((await prepare((await quarters().jpeg().toBuffer()).subarray(0, -2))).display),
    "RGBW",
  );
  const cut = await prepare(file.subarray(0, Math.round(file.length * 0.9)));
  assert.deepEqual([cut.isCut, cut.width, cut.height], [true, 320, 240]);
  await refused(file.subarray(0, Math.round(file.length * 0.2)), "photos.corrupt");
});

Deno.test("prepare() counts the bytes of pixels that must lie in memory as a whole", async () => {
  const header = async (options: { progressive: boolean }) => {
    const png = await sharp({
      create: { width: 70, height: 70, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
    }).toColourspace("rgb16").png(options).toBuffer();
    // 90 megapixels of 8 bytes are 720 MB.
    new DataView(png.buffer, png.byteOffset).setUint32(16, 10_000);
    new DataView(png.buffer, png.byteOffset).setUint32(20, 9_000);
    return png;
  };
  await refused(await header({ progressive: true }), "photos.too_many_pixels");
  // Row by row it takes little memory: this one is refused only because its data are not there.
  await refused(await header({ progressive: false }), "photos.corrupt");
});

Deno.test("prepare() keeps nothing of where and with what a photo was taken", async () => {
  const file = await quarters().jpeg().withExif({
    IFD0: { Make: "Phone" },
    IFD2: { DateTimeOriginal: "2026:03:04 10:11:12" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "45/1 27/1 0/1" },
  }).toBuffer();
  assert.ok((await sharp(file).metadata()).exif);
  assert.equal(captureTime(file), "2026-03-04T10:11:12");
  const { display, thumb } = await prepare(file);
  for (const image of [display, thumb]) {
    const { exif, xmp, iptc, icc } = await sharp(image).metadata();
    assert.deepEqual([exif, xmp, iptc, icc], [undefined, undefined, undefined, undefined]);
  }
});

Deno.test("prepare() fits large photos into their sizes and enlarges no small one", async () => {
  const large = await prepare(await quarters(2400, 3200).jpeg().toBuffer());
  const sizes = async ({ display, thumb }: Prepared) => {
    const [a, b] = [await sharp(display).metadata(), await sharp(thumb).metadata()];
    return [a.format, a.width, a.height, b.format, b.width, b.height];
  };
  assert.deepEqual(await sizes(large), ["jpeg", 1200, 1600, "webp", 300, 400]);
  const small = await prepare(await quarters(200, 100).png().toBuffer());
  assert.deepEqual(await sizes(small), ["jpeg", 200, 100, "webp", 200, 100]);
});

Deno.test("prepare() takes PNG, WebP and AVIF, and lays what is transparent on white", async () => {
  for (const format of ["png", "webp", "avif"] as const) {
    const { display } = await prepare(await quarters(320, 240).toFormat(format).toBuffer());
    assert.equal(await cornersOf(display), "RGBW", format);
  }
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const { display } = await prepare(
    await sharp({ create: { width: 100, height: 100, channels: 4, background: clear } }).png()
      .toBuffer(),
  );
  assert.deepEqual([...await sharp(display).raw().toBuffer()].slice(0, 3), [255, 255, 255]);
});

Deno.test("prepare() shows wide-gamut colours as they are, in sRGB", async () => {
  const file = await quarters().withIccProfile("p3").jpeg({ chromaSubsampling: "4:4:4" })
    .toBuffer();
  const stored = await sharp(file, { ignoreIcc: true }).raw().toBuffer();
  assert.ok(stored[0]! < 210, "the file itself holds other numbers than sRGB's");
  const [red] = await sharp((await prepare(file)).display).raw().toBuffer();
  assert.ok(Math.abs(red! - RED[0]!) <= 4, `${red}`);
});

Deno.test("prepare() turns a phone's HEIC upright once, keeps its colours and drops its metadata", async () => {
  const file = await fixture("turned.heic");
  assert.equal(captureTime(file), "2026-03-04T10:11:12");
  const { display, width, height } = await prepare(file);
  assert.deepEqual([width, height], [240, 320]);
  assert.equal(await cornersOf(display), "BRWG");
  const { exif, icc } = await sharp(display).metadata();
  assert.deepEqual([exif, icc], [undefined, undefined]);
  const [red] = await sharp(display).extract({ left: 180, top: 80, width: 1, height: 1 }).raw()
    .toBuffer();
  assert.ok(Math.abs(red! - RED[0]!) <= 4, "Display P3 was turned into sRGB, not taken for it");
});

Deno.test("prepare() refuses a cut JPEG, PNG and HEIC as corrupt", async () => {
  const jpeg = await quarters(1200, 900).jpeg().toBuffer();
  const png = await quarters(1200, 900).png().toBuffer();
  const heic = await fixture("turned.heic");
  for (const [whole, share] of [[jpeg, 0.3], [png, 0.6], [heic, 0.6]] as const) {
    await refused(whole.subarray(0, Math.floor(whole.length * share)), "photos.corrupt");
    await refused(whole.subarray(0, 40), "photos.corrupt");
  }
});

Deno.test("prepare() refuses bombs by their headers alone", async () => {
  const png = await sharp({ create: { width: 70, height: 70, channels: 3, background: "red" } })
    .png().toBuffer();
  new DataView(png.buffer, png.byteOffset).setUint32(16, 20_000);
  new DataView(png.buffer, png.byteOffset).setUint32(20, 20_000);
  await refused(png, "photos.too_many_pixels");
  const heic = await fixture("turned.heic");
  const at = new TextDecoder("latin1").decode(heic).indexOf("ispe");
  new DataView(heic.buffer).setUint32(at + 8, 20_000);
  new DataView(heic.buffer).setUint32(at + 12, 10_000);
  await refused(heic, "photos.too_many_pixels");
});

Deno.test("prepare() refuses what is smaller than any photo", async () => {
  await refused(await quarters(32, 32).png().toBuffer(), "photos.too_tiny");
});

Deno.test("prepare() stops when it is told to, also inside the decoder's thread", async () => {
  const stop = new AbortController();
  const running = codec.prepare(await fixture("turned.heic"), "heic", { signal: stop.signal });
  running.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve)); // by now the thread has been started
  stop.abort();
  await assert.rejects(running, { name: "AbortError" });
});
