/** The form with all facts and fields of an item; recent values come first. */
import { ButtonLink } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tag } from "../../components/tag.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { FormNotice, SaveButton, SeenField } from "../forms/notice.tsx";
import { liveJobs } from "../jobs/live_jobs.ts";
import { FactFields } from "./form_facts.tsx";
import { fieldLabel } from "./field_labels.ts";
import { PrivateFields } from "./form_private.tsx";
import { MeasureFields } from "./form_measures.tsx";
import type { ItemFormProps } from "./form_props.ts";
import { itemName } from "./item_texts.ts";

export function ItemForm(props: ItemFormProps) {
  const { c, item, form } = props;
  const { t } = c.var;
  return (
    <div class="page page--form">
      <header class="masthead">
        <div class="stack">
          <p>
            <Tag number={item.number} />
          </p>
          <h1>{itemName(c.var, item)}</h1>
        </div>
        <ButtonLink href={`/items/${item.number}`} icon="back">{t("common.back")}</ButtonLink>
      </header>
      {props.jobs.length > 0 && (
        <Island
          of={LiveJobs}
          props={liveJobs(c, props.jobs, {
            source: `/items/${item.number}/edit`,
            subject: item.id,
          })}
        />
      )}
      <form method="post" action={`/items/${item.number}/edit`} class="form">
        <FormNotice t={t} form={form} labelOf={(name) => fieldLabel(t, name)} />
        <SeenField form={form} />
        <Sheet title={t("items.what_it_is")}>
          <FactFields {...props} />
        </Sheet>
        <Sheet title={t("items.measures")}>
          <MeasureFields {...props} />
        </Sheet>
        <Sheet title={t("items.house")}>
          <PrivateFields {...props} />
        </Sheet>
        <SaveButton
          t={t}
          form={form}
          label={t("common.save")}
          back={`/items/${item.number}/edit`}
        />
      </form>
    </div>
  );
}
