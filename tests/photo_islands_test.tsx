/** Photos in a real browser, on the real routes, jobs, codec and files. */
import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Page } from "puppeteer-core";
import { loadAssets } from "../app/load_assets.ts";
import { Island } from "../components/island.tsx";
import PhotoOrder from "../islands/PhotoOrder.tsx";
import PhotoUploader from "../islands/PhotoUploader.tsx";
import { translator } from "../locales/mod.ts";
import { assetRoutes } from "../routes/frame/assets.ts";
import type { Env } from "../routes/env.ts";
import { eventRoutes } from "../routes/events.ts";
import { createJobRevision } from "../routes/jobs/job_revision.ts";
import { page as wholePage } from "../routes/frame/page.tsx";
import { photoOrderProps, photoUploaderProps } from "../routes/item/photo_props.ts";
import { photoRoutes } from "../routes/item/photos.tsx";
import type { Item } from "../services/inventory/mod.ts";
import { tempFolder } from "../services/store/testing.ts";
import { garment, openTestPhotos, type TestPhotos } from "../services/photos/testing.ts";
import { DESKTOP, openBrowser, PHONE, type TestBrowser } from "./support/browser.ts";

const item: Item = {
  id: "item",
  number: 231,
  state: "draft",
  facts: {},
  origin: "own",
  photoCount: 0,
  createdAt: 0,
  updatedAt: 0,
};
const t = translator("it");
const assets = await loadAssets(new URL("..", import.meta.url));

function appOf({ photos, jobs }: TestPhotos, closing: AbortSignal): Hono<Env> {
  const found = () => Promise.resolve({ id: item.id, value: item, stamp: "1" });
  return new Hono<Env>()
    .route("/", assetRoutes(assets))
    .use(async (c, next) => {
      c.set("t", t);
      c.set("locale", "it");
      c.set("theme", "auto");
      c.set("assets", assets);
      c.set("flashKey", new Uint8Array(32));
      await next();
    })
    .route("/events", eventRoutes({ jobs, jobsRevision: createJobRevision(jobs), closing }))
    .route("/", photoRoutes({ photos, inventory: { get: found, byId: found } }))
    .get("/items/231", async (c) =>
      wholePage(
        c,
        { title: "231", bare: true },
        <div class="page" id="photos">
          <Island of={PhotoOrder} props={photoOrderProps(t, item, await photos.list(item.id))} />
          <Island of={PhotoUploader} props={photoUploaderProps(t, item.number)} />
        </div>,
      ));
}

interface Scene {
  readonly test: TestPhotos;
  readonly page: Page;
  readonly folder: string;
  order(): Promise<string>;
}

async function scene(
  browser: TestBrowser,
  viewport: typeof PHONE | typeof DESKTOP,
  names: string,
  act: (scene: Scene) => Promise<void>,
  scripts = true,
): Promise<void> {
  await using test = await openTestPhotos();
  await using folder = await tempFolder();
  for (const [i, name] of [...names].entries()) {
    await test.photos.add(item.id, { name, body: await garment(i) });
  }
  await test.settled();
  const closing = new AbortController();
  const { fetch } = appOf(test, closing.signal);
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (r) => fetch(r));
  const page = await browser.page(viewport);
  await page.setJavaScriptEnabled(scripts);
  await page.goto(`http://127.0.0.1:${server.addr.port}/items/231`);
  if (scripts) await page.waitForSelector("is-land[data-awake] .uploader");
  if (scripts && names) await page.waitForSelector("#album-help:not([hidden])");
  const order = async () => (await test.photos.list(item.id)).map(({ name }) => name).join("");
  await act({ test, page, folder: folder.path, order });
  closing.abort();
  await page.close();
  await server.shutdown();
}

const shown = (page: Page, count: number) =>
  page.waitForFunction(
    (count) => {
      const images = [...document.querySelectorAll<HTMLImageElement>(".shot img")];
      return images.length === count && images.every(({ naturalWidth }) => naturalWidth > 0);
    },
    {},
    count,
  );
const said = (page: Page, text: string) => page.waitForSelector(`::-p-text(${text})`);

async function middleOf(page: Page, at: number): Promise<{ x: number; y: number }> {
  const box = await (await page.waitForSelector(`[data-at="${at}"] .shot-face`))!.boundingBox();
  return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
}

type Act = (browser: TestBrowser) => Promise<void>;
const steps: { name: string; act: Act }[] = [];
const step = (name: string, act: Act) => void steps.push({ name, act });

step(
  "several photos arrive at once and appear when ready; a wrong file says so beside its name",
  (browser) =>
    scene(browser, DESKTOP, "", async ({ page, folder, order }) => {
      const paths = [];
      for (const [i, name] of ["a.jpg", "b.jpg", "c.jpg"].entries()) {
        paths.push(`${folder}/${name}`);
        await Deno.writeFile(paths[i]!, i === 1 ? new Uint8Array(500) : await garment(i));
      }
      const input = await page.waitForSelector<string>(".uploader-choose input");
      await (input as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(
        ...paths,
      );
      await shown(page, 2);
      const refused = await page.waitForSelector(".sendings li:only-child");
      const text = await refused!.evaluate((line) => line.textContent);
      assert.ok(text!.startsWith("b.jpg") && text!.includes(t("photos.wrong_type")), text!);
      assert.equal(await order(), "a.jpgc.jpg");
    }),
);

step(
  "photos are taken from a drop and from the clipboard",
  (browser) =>
    scene(browser, DESKTOP, "", async ({ page, order }) => {
      const bytes = [...await garment(1)];
      await page.evaluate((bytes) => {
        for (const name of ["drop", "paste"]) {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
          const given = { bubbles: true, cancelable: true };
          document.body.dispatchEvent(
            name === "drop"
              ? new DragEvent("drop", { ...given, dataTransfer: transfer })
              : new ClipboardEvent("paste", { ...given, clipboardData: transfer }),
          );
        }
      }, bytes);
      await shown(page, 2);
      assert.equal(await order(), "droppaste");
    }),
);

step(
  "arrow keys move a photo, keep the focus on it and say where it is",
  (browser) =>
    scene(browser, DESKTOP, "abc", async ({ page, order }) => {
      await page.focus('[data-at="2"] .shot-face');
      await page.keyboard.press("ArrowLeft");
      await said(page, t("photos.moved", { n: 2, count: 3 }));
      assert.equal(await order(), "acb");
      await page.keyboard.press("Home");
      await said(page, t("photos.moved", { n: 1, count: 3 }));
      assert.equal(await order(), "cab");
      assert.equal(
        await page.evaluate(() => document.activeElement?.closest<HTMLElement>("li")?.dataset.at),
        "0",
      );
    }),
);

step(
  "a mouse drags a photo to another place, and that opens nothing",
  (browser) =>
    scene(browser, DESKTOP, "abc", async ({ page, order }) => {
      const [from, to] = [await middleOf(page, 0), await middleOf(page, 2)];
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 5 });
      await page.waitForSelector('.shot--over[data-at="2"]');
      await page.mouse.up();
      await said(page, t("photos.moved", { n: 3, count: 3 }));
      assert.equal(await order(), "bca");
      assert.match(page.url(), /\/items\/231$/);
    }),
);

step(
  "a finger drags a photo after a long press",
  (browser) =>
    scene(browser, PHONE, "abc", async ({ page, order }) => {
      const [from, to] = [await middleOf(page, 0), await middleOf(page, 1)];
      await page.touchscreen.touchStart(from.x, from.y);
      await page.waitForSelector(".shot--dragged");
      await page.touchscreen.touchMove(to.x, to.y);
      await page.waitForSelector('.shot--over[data-at="1"]');
      await page.touchscreen.touchEnd();
      await said(page, t("photos.moved", { n: 2, count: 3 }));
      assert.equal(await order(), "bac");
    }),
);

step(
  "without scripts photos are added, moved and removed by plain forms",
  (browser) =>
    scene(browser, PHONE, "ab", async ({ page, folder, order }) => {
      const press = (selector: string) =>
        Promise.all([page.waitForNavigation(), page.click(selector)]);
      await press(`[aria-label="${t("photos.move_forward", { n: 1 })}"]`);
      assert.equal(await order(), "ba");
      await press(`[aria-label="${t("photos.remove", { n: 2 })}"]`);
      assert.equal(await order(), "b");
      await Deno.writeFile(`${folder}/c`, await garment(3));
      const input = await page.waitForSelector(".uploader-choose input") as unknown as {
        uploadFile(...paths: string[]): Promise<void>;
      };
      await input.uploadFile(`${folder}/c`);
      await press(".uploader [type=submit]");
      assert.equal(await order(), "bc");
    }, false),
);

Deno.test("photos in the browser", async (test) => {
  const browser = await openBrowser();
  for (const { name, act } of steps) {
    // The browser outlives a step, and so do its timers; the whole test still leaves nothing behind.
    const fn = () => act(browser);
    await test.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
  }
  await browser.close();
});
