/** Texts of the exported table in the seller's language; the import understands them. */
import { type Column, COLUMNS, type TableWords } from "../../services/transfer/mod.ts";
import { itemName, type Words } from "../item/item_texts.ts";

export function tableTexts({ t, locale }: Words): TableWords {
  return {
    language: locale,
    header: Object.fromEntries(
      COLUMNS.map((column) => [column, t(`transfer.column_${column}`)]),
    ) as Record<Column, string>,
    state: (state) => t(`inventory.state_${state}`),
    origin: (origin) => t(`inventory.origin_${origin}`),
    title: (item) => itemName({ t, locale }, item),
    noFlaws: t("items.no_flaws"),
  };
}
