/** The page of one item's plan: next cut, rule, and past cuts with their favourites. */
import type { Context } from "hono";
import type { VNode } from "preact";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Table } from "../../components/table.tsx";
import { Tag } from "../../components/tag.tsx";
import { date, money, number } from "../../locales/format.ts";
import { type Board, cutsSince, type PlanStatus } from "../../services/cuts/mod.ts";
import type { Item } from "../../services/inventory/mod.ts";
import { RuleFields } from "./rule_form.tsx";
import {
  ActionButton,
  CutActions,
  cutPrefix,
  CutReason,
  cutsPath,
  describeStop,
  FavouritesField,
  PriceChange,
  type Stopped,
} from "./cut_step.tsx";
import type { Env } from "../env.ts";
import type { Form } from "../forms/form.ts";
import { FormNotice, SaveButton } from "../forms/notice.tsx";
import { itemName } from "../item/item_texts.ts";

interface ItemCutsProps {
  readonly c: Context<Env>;
  readonly item: Item;
  /** Null when the item has no active plan. */
  readonly status: PlanStatus | null;
  readonly now: number;
  /** The form of the plan's rule. */
  readonly rule: Form;
  /** The refused form of a step. */
  readonly step?: Form | undefined;
}

const ON_SALE_OR_BEFORE: ReadonlySet<string> = new Set(
  ["draft", "ready", "listed", "reserved"] satisfies Item["state"][],
);

export function ItemCutsPage(props: ItemCutsProps) {
  const { c, item, status } = props;
  const { t } = c.var;
  const over = item.trashedAt !== undefined || !ON_SALE_OR_BEFORE.has(item.state);
  return (
    <div class="page page--cuts">
      <header class="masthead">
        <div class="stack">
          <p>
            <Tag number={item.number} />
          </p>
          <h1>{t("cuts.title")}</h1>
          <p class="soft">{itemName(c.var, item)}</p>
        </div>
        <div class="row">
          <ButtonLink href="/cuts" kind="quiet">{t("cuts.all")}</ButtonLink>
          <ButtonLink href={`/items/${item.number}`} icon="back">{t("common.back")}</ButtonLink>
        </div>
      </header>
      {over && (
        <Notice>
          <p>{t("cuts.over")}</p>
        </Notice>
      )}
      {props.step && <FormNotice t={t} form={props.step} prefix={cutPrefix(item)} />}
      {status && <Next {...props} status={status} />}
      {!over && <PlanForm {...props} />}
      {status && <History {...props} status={status} />}
    </div>
  );
}

type PlannedProps = ItemCutsProps & { readonly status: PlanStatus };

function Next(props: PlannedProps) {
  const { c, item, status } = props;
  const { t } = c.var;
  return (
    <Sheet id="next" title={t("cuts.next")}>
      {nextStep(props)}
      {item.state === "listed" && !status.next.due && (
        <form method="post" action={`${cutsPath(item)}/favourites`} class="cut-form">
          <FavouritesField c={c} item={item} form={props.step} required />
          <Button type="submit">{t("cuts.mark")}</Button>
        </form>
      )}
      <p class="soft small">{t("cuts.favourites_hint")}</p>
    </Sheet>
  );
}

function nextStep({ c, status, now, step }: PlannedProps): VNode {
  const { next } = status;
  if (!next.due && next.stopped) return <StopNotice c={c} of={{ ...status, next }} />;
  const of = { ...status, next } as Board["due"][number] | Board["later"][number];
  return (
    <>
      <PriceChange c={c} of={of} />
      <p class="soft">
        <CutReason c={c} of={of} now={now} />
      </p>
      {isDue(of) && <CutActions c={c} of={of} back="item" main form={step} />}
    </>
  );
}

const isDue = (
  of: Board["due"][number] | Board["later"][number],
): of is Board["due"][number] => of.next.due;

function StopNotice({ c, of }: { c: Context<Env>; of: Stopped }) {
  const { t } = c.var;
  const { item, next } = of;
  const lacks = next.why === "no_cost" || next.why === "no_price";
  return (
    <>
      <p>{describeStop(c, of)}</p>
      {next.why === "favourites" && (
        <ActionButton item={item} what="restart" back="item">{t("cuts.restart")}</ActionButton>
      )}
      {lacks && (
        <p>
          <ButtonLink href={`/items/${item.number}/edit`}>{t("items.edit")}</ButtonLink>
        </p>
      )}
    </>
  );
}

function PlanForm({ c, item, status, rule }: ItemCutsProps) {
  const { t, locale } = c.var;
  const floor = status?.floor;
  const lowest = floor ? t("cuts.floor", { price: money(locale, floor) }) : t("cuts.floor_unknown");
  return (
    <Sheet id="plan" title={t("cuts.plan")}>
      <p class="soft">{status ? lowest : t("cuts.no_plan")}</p>
      <form method="post" action={cutsPath(item)} class="form">
        <RuleFields t={t} form={rule} />
        <SaveButton t={t} form={rule} label={t("cuts.save")} back={cutsPath(item)} />
      </form>
      {status && <ActionButton item={item} what="end" back="item">{t("cuts.end")}</ActionButton>}
    </Sheet>
  );
}

function History({ c, item, status: { prices, plan } }: PlannedProps) {
  const { t, locale } = c.var;
  const cuts = cutsSince(item.listedAt ?? 0, prices, plan.course.marks).toReversed();
  const count = (marked: number | undefined) => marked === undefined ? "–" : number(locale, marked);
  return (
    <Sheet title={t("cuts.history")}>
      {cuts.length === 0 ? <p class="soft">{t("cuts.history_empty")}</p> : (
        <Table
          caption={t("cuts.history")}
          columns={[
            { key: "date", label: t("cuts.date") },
            { key: "cut", label: t("cuts.cut"), figure: true },
            { key: "before", label: t("cuts.before"), figure: true },
            { key: "after", label: t("cuts.after"), figure: true },
          ]}
          rows={cuts.map(({ at, from, to, before, after }) => ({
            id: String(at),
            cells: {
              date: date(locale, at),
              cut: `${money(locale, from)} → ${money(locale, to)}`,
              before: count(before),
              after: count(after),
            },
          }))}
        />
      )}
      {cuts.length > 0 && <p class="soft small">{t("cuts.history_hint")}</p>}
    </Sheet>
  );
}
