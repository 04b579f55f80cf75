/** The forms on an item's page: filled with what is known, or as they were sent where one of them comes back. */
import { type Item, type State, stepBetween } from "../../services/inventory/mod.ts";
import { blankForm, filledForm, type Form } from "../forms/form.ts";
import { itemValues } from "./form_values.ts";
import type { Words } from "./item_texts.ts";

export interface ItemForms {
  /** The typed-words form and the one-tap facts. */
  readonly facts: Form;
  readonly price: Form;
  readonly state: Form;
}

export function itemForms(item: Item, words: Words): ItemForms {
  const seen = itemValues(item, words);
  return {
    facts: { ...blankForm(), seen },
    price: filledForm({ price: seen.price ?? [] }),
    state: { ...blankForm(), seen: { state: [item.state] } },
  };
}

/** Whether missing facts are reported before an item takes this step. */
export function isStepToReady(from: State, to: State): boolean {
  const step = to === "ready" ? stepBetween(from, to) : undefined;
  return step === "finish" || step === "put_back";
}
