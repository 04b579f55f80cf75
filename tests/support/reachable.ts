/** What a finger cannot press on a page: covered once scrolled into view, too small, or off to the side. */
import type { Page } from "puppeteer-core";

/** The least side of what a finger presses, in CSS pixels (WCAG 2.5.5). */
export const TOUCH_PX_MIN = 44;

export interface Reach {
  /** Markup of what another element covers after it was scrolled into view, with that element. */
  readonly covered: string[];
  /** Markup of what is smaller than `TOUCH_PX_MIN`, with its size. */
  readonly small: string[];
  /** How far the page can be scrolled sideways, in CSS pixels. */
  readonly sideways: number;
}

/** Looks at every visible link, button and field of the page. */
export function reachOf(page: Page): Promise<Reach> {
  return page.evaluate((touchMin) => {
    const INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
      "[tabindex]:not([tabindex='-1'])";
    const covered: string[] = [];
    const small: string[] = [];
    const markup = (element: Element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
    for (const element of document.querySelectorAll<HTMLElement>(INTERACTIVE)) {
      const isSeen = element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches(":disabled, .skip");
      if (!isSeen) continue;
      // As the browser does when the element gets the focus.
      element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      const box = boxOf(element);
      if (box.width <= 1 || box.height <= 1) continue;
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const parts = [element, ...labelsOf(element)];
      if (!parts.some((part) => part.contains(top))) {
        covered.push(`${markup(element)} by ${top ? markup(top) : "nothing in view"}`);
      }
      const { width, height } = pressedBox(element);
      if (!isInSentence(element) && (width < touchMin - 0.5 || height < touchMin - 0.5)) {
        small.push(`${Math.round(width)}×${Math.round(height)} ${markup(element)}`);
      }
    }
    scrollTo(0, 0);
    const { scrollWidth, clientWidth } = document.documentElement;
    return { covered, small, sideways: scrollWidth - clientWidth };

    function labelsOf(element: Element): Element[] {
      return element instanceof HTMLInputElement ? [...element.labels ?? []] : [];
    }

    /** The first line of a link that runs over two. */
    function boxOf(element: Element): DOMRect {
      return element.getClientRects()[0] ?? element.getBoundingClientRect();
    }

    /** A box and its label are pressed as one, and a pseudo-element may be larger than its element. */
    function pressedBox(element: Element): { width: number; height: number } {
      const boxes = [element, ...labelsOf(element)].map((part) => part.getBoundingClientRect());
      const grown = [element, ...labelsOf(element)].flatMap((part) =>
        ["::before", "::after"].map((pseudo) => getComputedStyle(part, pseudo))
      )
        .filter(({ position, content }) => position === "absolute" && content !== "none")
        .map((style) => ({ width: parseFloat(style.width), height: parseFloat(style.height) }));
      const left = Math.min(...boxes.map(({ left }) => left));
      const right = Math.max(...boxes.map(({ right }) => right));
      const above = Math.min(...boxes.map(({ top }) => top));
      const below = Math.max(...boxes.map(({ bottom }) => bottom));
      return {
        width: Math.max(right - left, ...grown.map(({ width }) => width || 0)),
        height: Math.max(below - above, ...grown.map(({ height }) => height || 0)),
      };
    }

    /** Links within a sentence are as high as its lines. */
    function isInSentence(element: Element): boolean {
      const { parentElement: around } = element;
      return element.matches("a") && getComputedStyle(element).display === "inline" &&
        around !== null && around.textContent!.trim() !== element.textContent!.trim();
    }
  }, TOUCH_PX_MIN);
}
