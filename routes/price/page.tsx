/** Renders the price page: estimate, reasons, comparables and time to sell; or what evidence is missing. */
import type { Context } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Tag } from "../../components/tag.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import type { Env } from "../env.ts";
import { itemName } from "../item/words.ts";
import type { JobInWords } from "../jobs/job_words.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { PriceAnswer, WhatIsLeft } from "./answer.tsx";
import type { PriceCase } from "./case.ts";
import { DaysSheet } from "./days.tsx";
import { MirrorSheet } from "./mirror.tsx";
import { NotEnoughSheet } from "./not_enough.tsx";
import { OverTimeSheet } from "./over_time.tsx";
import { RowsSheet } from "./rows.tsx";
import { WhySheet } from "./why.tsx";

export interface PricePageProps extends PriceCase {
  c: Context<Env>;
  /** All rows, not only the strongest. */
  all: boolean;
  /** Whether a look-up may be started. */
  mayAsk: boolean;
  /** Such questions that are under way. */
  asking: readonly JobInWords[];
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
          <h1>{t("price.title")}</h1>
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
            <PriceAnswer {...props} suggestion={answer} />
            <WhySheet {...props} suggestion={answer} />
            <WhatIsLeft {...props} suggestion={answer} />
          </>
        )
        : <NotEnoughSheet {...props} answer={answer} />}
      <RowsSheet {...props} rows={answer.enough ? answer.rows : []} />
      {answer.enough && (
        <>
          <OverTimeSheet {...props} suggestion={answer} />
          <DaysSheet {...props} />
          <MirrorSheet {...props} />
        </>
      )}
    </div>
  );
}
