/** The page of all plans: cuts due today, later cuts, stopped plans, and listed items without a plan. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Line, Lines, Thumb } from "../../components/lines.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tag } from "../../components/tag.tsx";
import type { Board } from "../../services/cuts/mod.ts";
import type { Item, ItemRow } from "../../services/inventory/mod.ts";
import { money } from "../../locales/format.ts";
import {
  ActionButton,
  CutActions,
  cutPrefix,
  CutReason,
  cutsPath,
  describeStop,
  type Due,
  type Later,
  PriceChange,
  type RefusedCut,
  type Stopped,
} from "./cut_step.tsx";
import type { Env } from "../env.ts";
import { FormNotice } from "../forms/notice.tsx";
import { coverUrl, itemName } from "../item/item_texts.ts";
import { addressOf } from "../items/query.ts";

const photoOf = ({ number, cover }: Item) => coverUrl({ number, cover });

interface CutsPageProps {
  readonly c: Context<Env>;
  readonly board: Board;
  readonly now: number;
  /** Items without a plan that have been on sale for the default plan's days. */
  readonly unplanned: readonly ItemRow[];
  readonly days: number;
  /** The refused form of one cut. */
  readonly refused?: RefusedCut | undefined;
}

export function CutsPage(props: CutsPageProps) {
  const { c: { var: { t } }, board: { due, later, stopped }, unplanned, refused } = props;
  const none = due.length + later.length + stopped.length === 0;
  return (
    <div class="page page--cuts">
      <header class="masthead">
        <h1>{t("cuts.title")}</h1>
        <ButtonLink href="/cuts/usual" kind="quiet" icon="settings">{t("cuts.usual")}</ButtonLink>
      </header>
      {refused && <FormNotice t={t} form={refused.form} prefix={cutPrefix(refused)} />}
      {none && unplanned.length === 0 && <NoPlans {...props} />}
      {!none && due.length === 0 && <EmptyState icon="check">{t("cuts.nothing_due")}</EmptyState>}
      {due.length > 0 && (
        <Sheet title={t("cuts.due", { count: due.length })}>
          <p class="soft">{t("cuts.intro")}</p>
          <ul class="cuts">
            {due.map((one, i) => <DueLine key={one.item.id} {...props} of={one} main={i === 0} />)}
          </ul>
        </Sheet>
      )}
      {unplanned.length > 0 && <Unplanned {...props} />}
      {later.length > 0 && (
        <Sheet title={t("cuts.later", { count: later.length })}>
          <Lines>{later.map((one) => <LaterLine key={one.item.id} {...props} of={one} />)}</Lines>
        </Sheet>
      )}
      {stopped.length > 0 && (
        <Sheet title={t("cuts.stopped", { count: stopped.length })}>
          <Lines>
            {stopped.map((one) => <StoppedLine key={one.item.id} {...props} of={one} />)}
          </Lines>
        </Sheet>
      )}
    </div>
  );
}

function NoPlans({ c: { var: { t } } }: CutsPageProps) {
  const onSale = addressOf({ states: ["listed"] });
  return (
    <EmptyState
      icon="label"
      action={<ButtonLink href={onSale} kind="main">{t("cuts.see_on_sale")}</ButtonLink>}
    >
      {t("cuts.empty")}
    </EmptyState>
  );
}

function DueLine({ c, of, now, main, refused }: CutsPageProps & { of: Due; main: boolean }) {
  const { item } = of;
  return (
    <li>
      <Thumb src={photoOf(item)} />
      <div class="stack">
        <p class="name">
          <a href={cutsPath(item)}>{itemName(c.var, item)}</a>
        </p>
        <p class="under">
          <Tag number={item.number} />
          <CutReason c={c} of={of} now={now} />
        </p>
        <PriceChange c={c} of={of} />
      </div>
      <CutActions
        c={c}
        of={of}
        back="cuts"
        main={main}
        form={refused?.number === item.number ? refused.form : undefined}
      />
    </li>
  );
}

function LaterLine({ c, of, now }: CutsPageProps & { of: Later }) {
  const { item } = of;
  return (
    <Line
      photo={photoOf(item)}
      name={itemName(c.var, item)}
      href={cutsPath(item)}
      number={item.number}
      fact={<CutReason c={c} of={of} now={now} />}
      action={<PriceChange c={c} of={of} />}
    />
  );
}

function StoppedLine({ c, of }: CutsPageProps & { of: Stopped }) {
  const { item, next } = of;
  return (
    <Line
      photo={photoOf(item)}
      name={itemName(c.var, item)}
      href={cutsPath(item)}
      number={item.number}
      fact={<span>{describeStop(c, of)}</span>}
      action={next.why === "favourites" && (
        <ActionButton item={item} what="restart" back="cuts">
          {c.var.t("cuts.restart")}
        </ActionButton>
      )}
    />
  );
}

function Unplanned({ c, unplanned, days }: CutsPageProps) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("cuts.unplanned")}>
      <p class="soft">{t("cuts.unplanned_lead", { days })}</p>
      <Lines>
        {unplanned.map((row) => (
          <Line
            key={row.id}
            photo={coverUrl(row)}
            name={itemName(c.var, row)}
            href={cutsPath(row)}
            number={row.number}
            fact={row.price && money(locale, row.price)}
            action={
              <form method="post" action={`${cutsPath(row)}/follow`}>
                <input type="hidden" name="back" value="cuts" />
                <Button type="submit">{t("cuts.follow")}</Button>
              </form>
            }
          />
        ))}
      </Lines>
    </Sheet>
  );
}
