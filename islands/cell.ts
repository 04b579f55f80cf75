import { useRef, useState } from "preact/hooks";

export interface Cell<V> {
  value: V;
}

/** State of a component that always reads as it was set last, also in what goes on after an `await`. */
export function useCell<V>(first: V): Cell<V> {
  const held = useRef(first);
  const [, redraw] = useState({});
  const cell = useRef<Cell<V>>(null);
  return cell.current ??= {
    get value() {
      return held.current;
    },
    set value(next) {
      if (Object.is(next, held.current)) return;
      held.current = next;
      redraw({});
    },
  };
}
