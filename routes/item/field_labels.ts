/** Labels of the fields in an item's forms. */
import { isMessageKey, type MessageKey, type T } from "../../locales/mod.ts";
import { isMeasureField } from "./form_values.ts";

const FIELD_LABELS: Readonly<Record<string, MessageKey>> = {
  acquiredOn: "items.acquired_on",
  box: "items.box",
  cost: "items.cost",
  lotId: "items.lot",
  no_flaws: "inventory.fact_flaws",
  note: "items.note",
  origin: "items.origin",
  price: "items.price",
};

export function fieldLabel(t: T, name: string): string {
  const key = isMeasureField(name) ? "items.measures" : `inventory.fact_${name}`;
  return t(isMessageKey(key) ? key : FIELD_LABELS[name]!);
}
