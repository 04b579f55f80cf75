/** Keyboard shortcuts of the app; `?` lists them. `j` and `k` move through elements with `data-row`. */
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "../components/dialog.tsx";

export interface ShortcutsProps {
  title: string;
  close: string;
  rows: { keys: string; what: string }[];
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

function walk(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  const link = next?.querySelector<HTMLElement>("a[href]");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

export default function Shortcuts({ title, close, rows }: ShortcutsProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const actions: Record<string, () => void> = {
      "/": () => document.getElementById("search")?.focus(),
      "n": () => location.assign("/items/new"),
      "j": () => walk(1),
      "k": () => walk(-1),
      "o": () => document.activeElement instanceof HTMLElement && document.activeElement.click(),
      "?": () => dialog.current?.showModal(),
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = actions[event.key];
      if (!act || dialog.current?.open) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <Dialog title={title} close={close} dialog={dialog}>
      <dl class="keys">
        {rows.map(({ keys, what }) => (
          <div key={keys}>
            <dt>{keys.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
