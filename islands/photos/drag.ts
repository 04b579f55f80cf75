/** Pointer dragging: tracks the dragged photo and the drop position. Nothing moves before it is released. */
import { type Cell, useCell } from "../cell.ts";

const PRESS_MS = 300;
const SLACK_PX = 8;

interface Drag {
  dragged: Cell<string | null>;
  over: Cell<number | null>;
  begin(event: PointerEvent, id: string): void;
}

export function useDrag(dropped: (id: string, to: number) => void): Drag {
  const dragged = useCell<string | null>(null);
  const over = useCell<number | null>(null);

  function begin(start: PointerEvent, id: string) {
    if (start.button !== 0) return;
    const finger = start.pointerType !== "mouse";
    const stop = new AbortController();
    const { signal } = stop;
    const hold = () => dragged.value = id;
    const press = finger ? setTimeout(hold, PRESS_MS) : undefined;

    function end() {
      clearTimeout(press);
      dragged.value = over.value = null;
      // The click that follows a drag must not open the photo.
      setTimeout(() => stop.abort());
    }
    addEventListener("pointermove", (event) => {
      const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      if (dragged.value === null && far > SLACK_PX) {
        if (finger) return end();
        hold();
      }
      if (dragged.value !== null) over.value = placeAt(event);
    }, { signal });
    addEventListener("pointerup", () => {
      const [held, to] = [dragged.value, over.value];
      if (held !== null) {
        addEventListener("click", (event) => event.preventDefault(), { signal, capture: true });
      }
      end();
      if (held !== null && to !== null) dropped(held, to);
    }, { signal });
    addEventListener("pointercancel", end, { signal });
    const holdStill = (event: Event) => dragged.value !== null && event.preventDefault();
    addEventListener("touchmove", holdStill, { signal, passive: false });
    addEventListener("contextmenu", holdStill, { signal });
  }

  return { dragged, over, begin };
}

function placeAt({ clientX, clientY }: PointerEvent): number | null {
  const place = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>("[data-at]");
  return place ? Number(place.dataset.at) : null;
}
