/** Shows which typed words were understood, and which are in the note. */
import { Notice } from "../../components/notice.tsx";
import type { MessageKey, T } from "../../locales/mod.ts";
import type { WordField } from "../../services/taxonomy/mod.ts";
import type { WordsReport } from "./report.ts";

const FIELD_LABELS: Readonly<Record<WordField, MessageKey>> = {
  category: "inventory.fact_category",
  brand: "inventory.fact_brand",
  model: "inventory.fact_model",
  size: "inventory.fact_sizeLabel",
  condition: "inventory.fact_condition",
  colours: "inventory.fact_colours",
  pattern: "inventory.fact_pattern",
  material: "inventory.fact_material",
  measures: "inventory.fact_measures",
  flaws: "inventory.fact_flaws",
  details: "inventory.fact_details",
  price: "items.price",
  cost: "items.cost",
  box: "items.box",
  lot: "items.lot",
};

export function WordsResult({ t, report: { understood, note } }: { t: T; report: WordsReport }) {
  return (
    <div data-stays>
      <Notice tone={understood.length > 0 ? "done" : "attention"}>
        {understood.length > 0 && (
          <ul class="marked-words" aria-label={t("items.words_marked")}>
            {understood.map(({ field, words }) => (
              <li key={field}>
                <span class="soft small">{t(FIELD_LABELS[field])}</span>
                <mark>{words}</mark>
              </li>
            ))}
          </ul>
        )}
        {note && <p>{t("items.words_kept", { words: note })}</p>}
      </Notice>
    </div>
  );
}
