/** One cut on a page: the old and the new price, the reason, and the seller's actions. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import { date, money } from "../../locales/format.ts";
import { DAY_MS } from "../../services/base/time.ts";
import {
  type Board,
  FAVOURITES_MAX,
  type PlanStatus,
  SNOOZE_DAYS,
} from "../../services/cuts/mod.ts";
import type { Item } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { blankForm, type Form } from "../forms/form.ts";
import { propsOf } from "../forms/props.ts";

/** The page to return to: the list of all plans, or the item's own. */
type Back = "cuts" | "item";

export type Due = Board["due"][number];
export type Later = Board["later"][number];
export type Stopped = Board["stopped"][number];

export const cutsPath = ({ number }: Pick<Item, "number">): string => `/items/${number}/cuts`;

export function PriceChange({ c: { var: { t, locale } }, of: { next } }: {
  c: Context<Env>;
  of: Due | Later;
}) {
  const [from, to] = [money(locale, next.from), money(locale, next.to)];
  return (
    <p class="cut-step">
      <span class="unseen">{t("cuts.from_to", { from, to })}</span>
      <span aria-hidden="true">
        <s>{from}</s> → <strong>{to}</strong>
      </span>
    </p>
  );
}

/** Since when the price has been the same, the bound of the new price, and the fair price. */
export function CutReason({ c: { var: { t, locale } }, of: { next, fair }, now }: {
  c: Context<Env>;
  of: Due | Later;
  now: number;
}) {
  const when = next.due
    ? t("cuts.since", { days: Math.floor((now - next.since) / DAY_MS) })
    : t("cuts.later_on", { when: next.why, date: date(locale, next.when) });
  const evidence = fair ? t("cuts.fair", { price: money(locale, fair) }) : "";
  // The largest step is the usual bound, so only the other bounds are named.
  const hold = next.hold === "step" ? "" : t(`cuts.hold_${next.hold}`);
  return <span>{[`${when}.`, hold, evidence].filter(Boolean).join(" ")}</span>;
}

export function describeStop({ var: { t } }: Context<Env>, { next, plan }: Stopped): string {
  return t(`cuts.stop_${next.why}`, { count: plan.rule.stopAfter });
}

/** A refused form of a cut, and the number of its item. */
export interface RefusedCut extends Pick<Item, "number"> {
  readonly form: Form;
}

/** The prefix of field ids, because one page may hold the forms of several items. */
export const cutPrefix = ({ number }: Pick<Item, "number">): string => `cut-${number}-`;

export function CutActions({ c, of: { item, next }, back, main, form }: {
  c: Context<Env>;
  of: Due;
  back: Back;
  form?: Form | undefined;
  /** Whether this is the page's main button. */
  main?: boolean;
}) {
  const { t, locale } = c.var;
  return (
    <div class="cut-actions">
      <form method="post" action={`${cutsPath(item)}/record`} class="cut-form">
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="from" value={next.from.cents} />
        <input type="hidden" name="to" value={next.to.cents} />
        <FavouritesField c={c} item={item} form={form} />
        <Button type="submit" kind={main ? "main" : "plain"} icon="check">
          {t("cuts.record", { price: money(locale, next.to) })}
        </Button>
        {back === "item" && (
          <Button type="submit" kind="quiet" formAction={`${cutsPath(item)}/favourites`}>
            {t("cuts.mark")}
          </Button>
        )}
      </form>
      <div class="row">
        {item.listingUrl && (
          <ButtonLink href={item.listingUrl} kind="quiet" rel="noreferrer" target="_blank">
            {t("cuts.open_listing")}
          </ButtonLink>
        )}
        <Menu label={t("cuts.not_today")} kind="quiet">
          <ActionButton item={item} what="pass" back={back}>{t("cuts.pass")}</ActionButton>
          <ActionButton item={item} what="snooze" back={back}>
            {t("cuts.snooze", { count: SNOOZE_DAYS })}
          </ActionButton>
        </Menu>
      </div>
    </div>
  );
}

export function FavouritesField({ c: { var: { t } }, item, form = blankForm(), required }: {
  c: Context<Env>;
  item: Pick<Item, "number">;
  form?: Form | undefined;
  required?: boolean;
}) {
  return (
    <TextField
      {...propsOf(t, form, cutPrefix(item)).value("favourites")}
      label={t("cuts.favourites")}
      type="number"
      inputMode="numeric"
      min={0}
      max={FAVOURITES_MAX}
      step={1}
      required={required}
    />
  );
}

export function ActionButton({ item, what, back, children }: {
  item: PlanStatus["item"];
  what: "pass" | "snooze" | "restart" | "end";
  back: Back;
  children: string;
}) {
  return (
    <form method="post" action={`${cutsPath(item)}/${what}`}>
      <input type="hidden" name="back" value={back} />
      <Button type="submit" kind={what === "restart" ? "plain" : "quiet"}>{children}</Button>
    </form>
  );
}
