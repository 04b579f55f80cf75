/** A person at the page, who finds things by what they are called. With a mouse, a finger, or the keyboard alone. */
import type { ElementHandle, Page } from "puppeteer-core";

/** A visible name with a role as assistive technology knows it, or a selector where a name is not enough. */
export type Thing = readonly [role: string, name: string] | string;

export interface Hands {
  readonly page: Page;
  open(path: string): Promise<void>;
  /** Presses what does not lead to another page. */
  press(thing: Thing): Promise<void>;
  /** Presses what does, and waits until that page is awake. */
  follow(thing: Thing): Promise<void>;
  /** Replaces what a field says. */
  write(thing: Thing, text: string): Promise<void>;
  /** Ticks a box, or takes one of a few. */
  tick(thing: Thing): Promise<void>;
  give(thing: Thing, ...files: readonly string[]): Promise<void>;
  /** Waits until this text is to be seen. */
  sees(text: string): Promise<void>;
  /** Waits until this is true in the page. */
  until(isSo: (given: string) => boolean | Promise<boolean>, given?: string): Promise<void>;
}

type Way = (page: Page, element: ElementHandle<Element>) => Promise<void>;

export const withMouse = (page: Page, url: string) => hands(page, url, uncovered("click"));
export const withFinger = (page: Page, url: string) => hands(page, url, uncovered("tap"));
export const withKeyboard = (page: Page, url: string) => hands(page, url, null);

/** @param point how to press; `null`: by tabbing there */
function hands(page: Page, url: string, point: Way | null): Hands {
  const reach = point ?? tabTo;
  const act = point ?? (async (page, element) => {
    await tabTo(page, element);
    await page.keyboard.press(await keyFor(element));
  });
  const find = (thing: Thing) => found(page, thing);
  return {
    page,
    async open(path) {
      await page.goto(url + path);
      await awake(page);
    },
    async press(thing) {
      await act(page, await find(thing));
    },
    async follow(thing) {
      const element = await find(thing);
      await Promise.all([page.waitForNavigation(), act(page, element)]);
      await awake(page);
    },
    async write(thing, text) {
      await reach(page, await find(thing));
      await page.keyboard.down("Control");
      await page.keyboard.press("a");
      await page.keyboard.up("Control");
      if (text === "") await page.keyboard.press("Backspace");
      await page.keyboard.type(text);
    },
    async tick(thing) {
      const element = await find(thing);
      if (await isTicked(element)) return;
      if (point) await point(page, element);
      else await tickByKeys(page, element);
      if (!await isTicked(element)) throw new Error(`It does not take the tick: ${thing}`);
    },
    async give(thing, ...files) {
      const element = await find(thing);
      const [chooser] = await Promise.all([page.waitForFileChooser(), act(page, element)]);
      await chooser.accept([...files]);
    },
    sees: (text) => until(page, (text) => document.body.innerText.includes(text), text),
    until: (isSo, given = "") => until(page, isSo, given),
  };
}

async function until(
  page: Page,
  isSo: (given: string) => boolean | Promise<boolean>,
  given: string,
): Promise<void> {
  try {
    await page.waitForFunction(isSo, {}, given);
  } catch (cause) {
    throw new Error(`Never so, ${isSo} ${given}\n${await inWords(page)}`, { cause });
  }
}

const inWords = async (page: Page) =>
  `${page.url()}:\n${await page.evaluate(() => document.body.innerText)}`;

async function found(page: Page, thing: Thing): Promise<ElementHandle<Element>> {
  const selector = typeof thing === "string"
    ? thing
    : `::-p-aria([name="${thing[1]}"][role="${thing[0]}"])`;
  try {
    return (await page.waitForSelector(selector))!;
  } catch (cause) {
    throw new Error(`No ${thing} at ${await inWords(page)}`, { cause });
  }
}

/** Until then a press would do what it does without scripts. */
async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.readyState === "complete" &&
    [...document.querySelectorAll<HTMLElement>("is-land")].every(({ dataset }) =>
      "awake" in dataset
    )
  );
}

/** Where something lies over it, it is scrolled to the middle, as a person does; what covers it then, always does. */
function uncovered(how: "click" | "tap"): Way {
  return async (_, element) => {
    await element.scrollIntoView();
    if (!await element.evaluate(isFree)) {
      await element.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
      if (!await element.evaluate(isFree)) {
        throw new Error(`Covered: ${await element.evaluate((e) => e.outerHTML)}`);
      }
    }
    await element[how]();
  };
}

function isFree(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  const labels = element instanceof HTMLInputElement ? [...element.labels ?? []] : [];
  return [element, ...labels].some((part) => part.contains(top));
}

/** More than any page has: then it cannot be reached. */
const TABS_MAX = 600;

async function tabTo(page: Page, element: ElementHandle<Element>): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    if (await element.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${await element.evaluate((e) => e.outerHTML)}`);
}

/** Links and the buttons of forms take Enter; what opens or ticks takes the space bar. */
const keyFor = (element: ElementHandle<Element>) =>
  element.evaluate((e) => e.matches("a, button") ? "Enter" as const : "Space" as const);

/** Of radio buttons the Tab key reaches one; the arrows lead to the others. */
async function tickByKeys(page: Page, element: ElementHandle<Element>): Promise<void> {
  const group = await element.evaluate((e) =>
    e instanceof HTMLInputElement && e.type === "radio" ? e.name : null
  );
  if (group === null) {
    await tabTo(page, element);
    return await page.keyboard.press("Space");
  }
  const first = await page.$(`input[type=radio][name="${group}"]:checked`) ??
    await page.$(`input[type=radio][name="${group}"]`);
  await tabTo(page, first!);
  await page.keyboard.press("Space");
  const options = await page.$$eval(`input[type=radio][name="${group}"]`, (all) => all.length);
  for (let moves = 0; moves < options && !await isTicked(element); moves++) {
    await page.keyboard.press("ArrowDown");
  }
}

const isTicked = (element: ElementHandle<Element>) =>
  element.evaluate((e) => e instanceof HTMLInputElement && e.checked);
