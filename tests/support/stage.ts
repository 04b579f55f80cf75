/** Where a journey plays: a new app, a model server that says what is asked of it, a browser, a folder for files. */
import type { Page } from "puppeteer-core";
import { tempFolder } from "../../services/store/testing.ts";
import { type FakeOllama, startFakeOllama } from "../fakes/ollama.ts";
import { DESKTOP, openBrowser, type PHONE } from "./browser.ts";
import { type RunningHouse, startHouse } from "./house.ts";
import { comeBack, cookiesOf, type Owner } from "./owner.ts";

export interface Stage extends AsyncDisposable {
  readonly house: RunningHouse;
  readonly ollama: FakeOllama;
  /** For what is uploaded and downloaded. */
  readonly folder: string;
  /** A page of a browser that nobody has used; with an owner, one that is logged in. */
  page(options?: PageOptions): Promise<Page>;
}

export interface PageOptions {
  readonly viewport?: typeof DESKTOP | typeof PHONE;
  readonly owner?: Owner;
}

/** What the model server sees in every photo. */
const SEEN = {
  audience: "women",
  kind: "shirt",
  colours: ["white"],
  pattern: "plain",
  condition: "very_good",
  flaws: [],
};

export async function openStage(seen: object = SEEN): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await tempFolder());
  const ollama = opened.use(startFakeOllama());
  ollama.answers = [{ text: JSON.stringify(seen) }];
  const env = { OLLAMA_URL: ollama.url };
  const house = await startHouse({ dataDir: `${folder.path}/data`, env });
  opened.defer(async () => void await house.stop());
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const leaving = opened.move();
  return {
    house,
    ollama,
    folder: folder.path,
    async page({ viewport = DESKTOP, owner } = {}) {
      const page = await browser.page(viewport);
      if (owner) await page.browserContext().setCookie(...cookiesOf(owner));
      return page;
    },
    [Symbol.asyncDispose]: () => leaving.disposeAsync(),
  };
}

/** Who is logged in at this page. */
export async function ownerOf(page: Page, house: RunningHouse): Promise<Owner> {
  const cookies = await page.browserContext().cookies();
  return comeBack(house, cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
}
