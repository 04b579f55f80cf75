/** Waits while a person presses, drags, composes text or scrolls, since a change of the page would interrupt that. */
const LOOK_AGAIN_MS = 100;
const STILL_SCROLLING_MS = 200;

let isPressed = false;
let isComposing = false;
let scrolledAt = -Infinity;

if (globalThis.document) {
  const on = (types: string, act: () => void) => {
    for (const type of types.split(" ")) {
      addEventListener(type, act, { capture: true, passive: true });
    }
  };
  on("pointerdown", () => isPressed = true);
  on("pointerup pointercancel dragend blur", () => isPressed = false);
  on("compositionstart", () => isComposing = true);
  on("compositionend blur", () => isComposing = false);
  on("scroll", () => scrolledAt = performance.now());
}

/** Resolves when nothing is pressed or dragged, no character is being composed and nothing scrolls. */
export async function handsOff(): Promise<void> {
  while (isPressed || isComposing || performance.now() - scrolledAt < STILL_SCROLLING_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
