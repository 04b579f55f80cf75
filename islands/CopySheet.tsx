/** The fields in the order of the marketplace's form: one tap copies one, and ticks it. */
import { useEffect } from "preact/hooks";
import { useCell } from "./cell.ts";
import { toClipboard } from "./clipboard.ts";

export interface CopyRow {
  name: string;
  label: string;
  value: string;
  /** "Copia il titolo" */
  copy: string;
}

interface CopySheetProps {
  rows: CopyRow[];
  /** The device's name for the ticks of this item, which last as long as the tab. */
  memory: string;
  texts: { copied: string; failed: string; unknown: string };
}

export default function CopySheet({ rows, memory, texts }: CopySheetProps) {
  const ticked = useCell<string[]>([]);
  const failed = useCell("");
  // Without scripts there is nothing to press: the text itself can be selected.
  const awake = useCell(false);

  useEffect(() => {
    awake.value = true;
    ticked.value = remembered(memory);
  }, []);

  async function copy({ name, value }: CopyRow) {
    try {
      await toClipboard(value);
      failed.value = "";
      ticked.value = [...new Set([...ticked.value, name])];
      sessionStorage.setItem(memory, JSON.stringify(ticked.value));
    } catch {
      failed.value = name;
    }
  }

  return (
    <ul class="copy-rows">
      {rows.map((row) => (
        <li key={row.name} class={ticked.value.includes(row.name) ? "copy copy--done" : "copy"}>
          <div class="grow">
            <p class="small soft">{row.label}</p>
            <p class={row.value ? "verbatim" : "soft"}>{row.value || texts.unknown}</p>
          </div>
          {row.value && awake.value && (
            <button
              type="button"
              class="button"
              onClick={() => copy(row)}
            >
              {row.copy}
            </button>
          )}
          <p class="copy-said small" role="status">
            {failed.value === row.name
              ? texts.failed
              : ticked.value.includes(row.name)
              ? texts.copied
              : ""}
          </p>
        </li>
      ))}
    </ul>
  );
}

function remembered(memory: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(memory) ?? "[]");
  } catch {
    return [];
  }
}
