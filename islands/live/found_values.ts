/** Offers the value that a reader found beside a field that a person has filled in. */
import { defaultsOf, groupsOf, isSame, valuesOf } from "../forms/control_group.ts";
import { offerValue, type OfferWords, withdrawOffer } from "../forms/offered_value.ts";
import { touchedIn } from "./touched.ts";

/** @returns new offers in words, to be announced to screen readers */
export function offerFoundValues(
  form: HTMLFormElement,
  newer: HTMLFormElement,
  words: OfferWords,
): string[] {
  const known = new Map(groupsOf(newer).map((group) => [group.name, group]));
  return touchedIn(form).flatMap((mine) => {
    const found = known.get(mine.name);
    if (!found) return [];
    const values = defaultsOf(found);
    if (isSame(values, valuesOf(mine)) || isSame(values, defaultsOf(mine))) {
      withdrawOffer(mine);
      return [];
    }
    const { source } = found.controls[0]!.closest<HTMLElement>("[data-source]")?.dataset ?? {};
    const offered = offerValue(mine, { values, source: source ?? words.meanwhile, use: words.use });
    return offered === null ? [] : [offered];
  });
}
