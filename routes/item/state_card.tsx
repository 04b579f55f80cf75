/** How far the sale of an item is, its listing and its note, and what can follow. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { date } from "../../locales/format.ts";
import { FormNotice } from "../forms/notice.tsx";
import type { ItemPageProps } from "./page_props.ts";
import { MissingFacts } from "./missing_facts.tsx";
import { StateSteps, stepPrefix } from "./state.tsx";

export function StateCard(props: ItemPageProps) {
  const { c, row: { value: item }, forms: { state } } = props;
  const { t, locale } = c.var;
  return (
    <Sheet
      id="state"
      title={t("items.where_it_stands")}
      action={
        <ButtonLink href={`/items/${item.number}/history`} kind="quiet">
          {t("items.history")}
        </ButtonLink>
      }
    >
      {item.listedAt !== undefined && (
        <p class="soft">{t("items.listed_on", { date: date(locale, item.listedAt) })}</p>
      )}
      {item.listingUrl && (
        <p>
          <a href={item.listingUrl} rel="noreferrer" target="_blank">
            {t("items.see_listing")} <Icon name="share" />
          </a>
        </p>
      )}
      {item.note && <p class="note">{item.note}</p>}
      <FormNotice t={t} form={state} prefix={stepPrefix(state.values.to?.[0] ?? "")} />
      <MissingFacts {...props} />
      <StateSteps t={t} item={item} form={state} />
      <div class="row">
        <ButtonLink href={`/items/labels?id=${item.id}`} icon="label">
          {t("items.label")}
        </ButtonLink>
        {item.trashedAt === undefined && (
          <form method="post" action={`/items/${item.number}/trash`}>
            <Button type="submit" kind="quiet" icon="trash">{t("items.to_trash")}</Button>
          </form>
        )}
      </div>
    </Sheet>
  );
}
