/** How far off the prices would have been on the seller's own sales, beside what people do without an engine. */
import { type Context, Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Measure } from "../../components/tape.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { ago } from "../../locales/format.ts";
import type { Job } from "../../services/jobs/mod.ts";
import { SALES_REPORT_JOB } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { ReportTable, ReportTexts } from "./report_texts.tsx";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

type Needs = Pick<Services, "salesReport" | "jobs" | "clock">;
type Latest = Awaited<ReturnType<Needs["salesReport"]["latest"]>>;

/** Mounted on `/market/report`. */
export function reportRoutes({ salesReport, jobs, clock }: Needs): Hono<Env> {
  return new Hono<Env>()
    .get("/", async (c) => {
      const { t } = c.var;
      const running = (await jobs.list({ subject: SALES_REPORT_JOB }))
        .filter(({ state }) => /^(waiting|running|failed)$/.test(state));
      const props = {
        counts: salesReport.counts(),
        latest: await salesReport.latest(),
        running,
        now: clock.now(),
      };
      return page(
        c,
        { title: t("report.title"), current: "market" },
        <ReportPage c={c} {...props} />,
      );
    })
    .post("/", async (c) => {
      await salesReport.begin();
      flash(c, "report.begun");
      return c.redirect("/market/report", 303);
    });
}

interface Props {
  c: Context<Env>;
  counts: ReturnType<Needs["salesReport"]["counts"]>;
  latest: Latest;
  running: readonly Job[];
  now: number;
}

function ReportPage(props: Props) {
  const { c, counts: { sales, needed }, running } = props;
  const { t } = c.var;
  return (
    <div class="page">
      <header class="masthead">
        <h1>{t("report.title")}</h1>
        <ButtonLink href="/market" icon="back">{t("report.to_market")}</ButtonLink>
      </header>
      <p>{t("report.lead")}</p>
      {running.length > 0 && (
        <Island
          of={LiveJobs}
          props={liveJobs(c, running, { source: "/market/report", subject: SALES_REPORT_JOB })}
        />
      )}
      {sales < needed ? <TooFew {...props} /> : <Report {...props} />}
    </div>
  );
}

function TooFew({ c: { var: { t } }, counts: { sales, needed } }: Props) {
  return (
    <Sheet title={t("report.too_few")}>
      <Measure
        value={sales}
        max={needed}
        label={t("report.sales_priced")}
        figure={t("price.count_of", { count: sales, needed })}
      >
        {t("report.sales_priced")}
      </Measure>
      <p class="soft">{t("report.too_few_how")}</p>
      <p>
        <ButtonLink href="/items?state=listed">{t("report.to_listed")}</ButtonLink>
      </p>
    </Sheet>
  );
}

function Report({ c, counts, latest, running, now }: Props) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("report.on_sales", { count: latest?.report?.n ?? counts.sales })}>
      {latest?.report && <ReportTexts c={c} report={latest.report} />}
      {latest?.report && <ReportTable c={c} report={latest.report} />}
      {latest && !latest.report && <p>{t("report.none_priced")}</p>}
      {latest && <p class="soft small">{t("report.made", { when: ago(locale, latest.at, now) })}
      </p>}
      {running.length === 0 && (
        <form method="post" action="/market/report">
          <Button type="submit" kind={latest ? "plain" : "main"}>
            {t(latest ? "report.again" : "report.begin")}
          </Button>
        </form>
      )}
    </Sheet>
  );
}
