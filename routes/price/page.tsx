/** Renders the price page: estimate, reasons, comparables and time to sell; or what evidence is missing. */
import { ButtonLink } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Tag } from "../../components/tag.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { itemName } from "../item/item_texts.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { EstimateSheet, ProceedsTable } from "./estimate.tsx";
import { DaysSheet } from "./days.tsx";
import { OtherCountriesSheet } from "./other_countries.tsx";
import { NotEnoughSheet } from "./not_enough.tsx";
import { OverTimeSheet } from "./over_time.tsx";
import { ComparablesSheet } from "./comparables.tsx";
import type { PricePageProps } from "./page_props.ts";
import { ReasonsSheet } from "./reasons.tsx";
import { said } from "./price_texts.ts";

function headingOf({ c: { var: { t, locale } }, answer }: PricePageProps): string {
  const isWeak = answer.enough && answer.confidence === "weak";
  return isWeak ? t("price.perhaps", { price: said(locale, answer.fair) }) : t("price.title");
}

export function PricePage(props: PricePageProps) {
  const { c: { var: { t } }, item, answer, complete } = props;
  const here = `/items/${item.number}`;
  return (
    <div class="page">
      <header class="masthead">
        <div class="stack">
          <p class="row">
            <Tag number={item.number} />
            <span class="soft small">{itemName(props.c.var, item)}</span>
          </p>
          <h1>{headingOf(props)}</h1>
        </div>
        <div class="row">
          <ButtonLink href={here} icon="back">{t("price.to_item")}</ButtonLink>
          {answer.enough && (
            <ButtonLink href={`${here}/cuts`} icon="down">{t("price.cuts")}</ButtonLink>
          )}
        </div>
      </header>
      {!complete && <Notice>{t("price.still_reading")}</Notice>}
      {props.asking.length > 0 && (
        <Island
          of={LiveJobs}
          props={liveJobs(props.c, props.asking, {
            source: `${here}/price${props.all ? "?rows=all" : ""}`,
            subject: item.id,
          })}
        />
      )}
      {answer.enough
        ? (
          <>
            <EstimateSheet {...props} suggestion={answer} />
            <ReasonsSheet {...props} suggestion={answer} />
            <ProceedsTable {...props} suggestion={answer} />
          </>
        )
        : <NotEnoughSheet {...props} answer={answer} />}
      <ComparablesSheet {...props} rows={answer.enough ? answer.rows : []} />
      {answer.enough && (
        <>
          <OverTimeSheet {...props} suggestion={answer} />
          <DaysSheet {...props} />
          <OtherCountriesSheet {...props} />
        </>
      )}
    </div>
  );
}
