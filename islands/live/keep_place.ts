/** Keeps scroll position and focus while the page's content changes. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** @returns a function that restores positions and focus after the content of `page` has changed */
export function rememberPlace(page: Element): () => void {
  const focused = page.contains(document.activeElement) ? document.activeElement : null;
  const ancestors = focused ? ancestorsOf(focused, page) : [];
  const seen = whatIsSeen(page, focused);
  return () => {
    if (focused && !focused.isConnected) {
      focusQuietly(ancestors.find(({ isConnected }) => isConnected) ?? page);
    }
    const kept = seen.find(({ element }) => element.isConnected);
    if (!kept) return;
    scrollBy({ top: topOf(kept.element) - kept.top, behavior: "instant" });
  };
}

/** Does the same around a component's render whose height differs from the last one. */
export function useKeptPlace(height: number): void {
  const before = useRef(height);
  const putBack = useRef(() => {});
  // The DOM is still the old one here; the new render is applied afterwards.
  if (before.current !== height) putBack.current = rememberPlace(document.getElementById("main")!);
  before.current = height;
  useLayoutEffect(() => {
    putBack.current();
    putBack.current = () => {};
  });
}

function ancestorsOf(element: Element, page: Element): Element[] {
  const found: Element[] = [];
  for (let at = element.parentElement; at && page.contains(at); at = at.parentElement) {
    found.push(at);
  }
  return found;
}

interface Seen {
  readonly element: Element;
  readonly top: number;
}

/** Visible elements from the top: the focused field first, then the smallest parts of the page. */
function whatIsSeen(page: Element, focused: Element | null): Seen[] {
  const parts = [...page.querySelectorAll("*")].filter(({ childElementCount }) =>
    childElementCount === 0
  );
  return [...(focused ? [focused] : []), ...parts]
    .map((element) => ({ element, top: topOf(element), height: element.clientHeight }))
    .filter(({ top, height }) => top >= 0 && top < innerHeight && height > 0);
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;

/** Moves the focus without scrolling, so that Tab continues from there. */
function focusQuietly(element: Element): void {
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  (element as HTMLElement).focus({ preventScroll: true });
}
