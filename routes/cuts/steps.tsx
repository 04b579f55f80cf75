/** One cut on a page: from which price to which, why, and what the seller does with it. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Menu } from "../../components/menu.tsx";
import { date, money } from "../../locales/format.ts";
import { type Board, FAVOURITES_MAX, SNOOZE_DAYS, type Standing } from "../../services/cuts/mod.ts";
import type { Item } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";

/** Where one comes back to: the list of all, or the item's own page. */
export type Back = "cuts" | "item";

export type Due = Board["due"][number];
export type Later = Board["later"][number];
export type Stopped = Board["stopped"][number];

const DAY_MS = 86_400_000;

export const cutsPath = ({ number }: Pick<Item, "number">): string => `/items/${number}/cuts`;

export function FromTo({ c: { var: { t, locale } }, of: { next } }: {
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

/** Since when, held by what, and what the evidence says of it. */
export function Why({ c: { var: { t, locale } }, of: { next, fair }, now }: {
  c: Context<Env>;
  of: Due | Later;
  now: number;
}) {
  const when = next.due
    ? t("cuts.since", { days: Math.floor((now - next.since) / DAY_MS) })
    : t("cuts.later_on", { when: next.why, date: date(locale, next.when) });
  const evidence = fair ? t("cuts.fair", { price: money(locale, fair) }) : "";
  // The largest step is what one expects: only what else holds the price is worth a word.
  const hold = next.hold === "step" ? "" : t(`cuts.hold_${next.hold}`);
  return <span>{[`${when}.`, hold, evidence].filter(Boolean).join(" ")}</span>;
}

export function stopWords({ var: { t } }: Context<Env>, { next, plan }: Stopped): string {
  return t(`cuts.stop_${next.why}`, { count: plan.rule.stopAfter });
}

export function CutActions({ c, of: { item, next }, back, main }: {
  c: Context<Env>;
  of: Due;
  back: Back;
  /** The first thing to do on the page. */
  main?: boolean;
}) {
  const { t, locale } = c.var;
  return (
    <div class="cut-actions">
      <form method="post" action={`${cutsPath(item)}/record`} class="cut-form">
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="from" value={next.from.cents} />
        <input type="hidden" name="to" value={next.to.cents} />
        <FavouritesInput c={c} number={item.number} />
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
          <Small item={item} what="pass" back={back}>{t("cuts.pass")}</Small>
          <Small item={item} what="snooze" back={back}>
            {t("cuts.snooze", { count: SNOOZE_DAYS })}
          </Small>
        </Menu>
      </div>
    </div>
  );
}

export function FavouritesInput({ c: { var: { t } }, number, required }: {
  c: Context<Env>;
  number: number;
  required?: boolean;
}) {
  const id = `favourites-${number}`;
  return (
    <div class="field">
      <label for={id}>{t("cuts.favourites")}</label>
      <input
        class="input"
        type="number"
        id={id}
        name="favourites"
        min={0}
        max={FAVOURITES_MAX}
        step={1}
        inputMode="numeric"
        required={required}
      />
    </div>
  );
}

export function Small({ item, what, back, children }: {
  item: Standing["item"];
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
