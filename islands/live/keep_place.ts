/** Lets the page change without moving what is being read, and without losing the focus. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** @returns how to put everything back where it was seen, after the content of `page` has changed */
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

/** The same around each drawing of a component that has another height than the one before. */
export function useKeptPlace(height: number): void {
  const before = useRef(height);
  const putBack = useRef(() => {});
  // The page still stands as it was: what is drawn now is put into it afterwards.
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

/** What lies in the window, from its top: one's own field before all, then the smallest parts of the page. */
function whatIsSeen(page: Element, focused: Element | null): Seen[] {
  const parts = [...page.querySelectorAll("*")].filter(({ childElementCount }) =>
    childElementCount === 0
  );
  return [...(focused ? [focused] : []), ...parts]
    .map((element) => ({ element, top: topOf(element), height: element.clientHeight }))
    .filter(({ top, height }) => top >= 0 && top < innerHeight && height > 0);
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;

/** The next press of Tab goes on from there; nothing scrolls. */
function focusQuietly(element: Element): void {
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  (element as HTMLElement).focus({ preventScroll: true });
}
