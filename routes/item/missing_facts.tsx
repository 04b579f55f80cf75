/** Facts that an item lacks before it is ready, and a button that marks it ready all the same. */
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import type { State } from "../../services/inventory/mod.ts";
import { SeenField } from "../forms/notice.tsx";
import { sayKey } from "../listing/review_texts.ts";
import { isStepToReady } from "./item_forms.ts";
import type { ItemPageProps } from "./page_props.ts";

/** Shown when the step to ready came back, and nothing else was wrong with it. */
export function MissingFacts(
  { c: { var: { t } }, row: { value: item }, review, forms }: ItemPageProps,
) {
  const { missing } = review.completeness;
  const { values, errors, problem } = forms.state;
  const isRefused = Object.keys(errors).length > 0 || problem !== undefined;
  if (isRefused || !isStepToReady(item.state, values.to?.[0] as State) || missing.length === 0) {
    return null;
  }
  return (
    <Notice autofocus>
      <p>{t("items.ready_lacks", { count: missing.length })}</p>
      <ul class="bullets">
        {missing.map(({ key, count }) => (
          <li key={key}>
            <a href={placeOf(item.number, key)}>{sayKey(t, key, { count })}</a>
          </li>
        ))}
      </ul>
      <form method="post" action={`/items/${item.number}/state`}>
        <SeenField form={forms.state} />
        <input type="hidden" name="to" value="ready" />
        <input type="hidden" name="anyway" value="on" />
        <Button type="submit">{t("items.ready_anyway")}</Button>
      </form>
    </Notice>
  );
}

/** URL of the form where the fact can be filled in. */
function placeOf(number: number, step: string): string {
  const name = step.replace("listing.step_", "");
  if (name === "photos") return "#photos";
  if (name === "price") return "#ask-price";
  return `/items/${number}/edit#${name === "size" ? "sizeLabel" : name}`;
}
