/** A back-test in words and as a table. */
import type { Context } from "hono";
import { Table } from "../../components/table.tsx";
import type { Backtest, Score } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import { percent } from "../price/price_texts.ts";

interface Props {
  c: Context<Env>;
  report: Backtest;
}

/** Around the 80 % that are meant; further off the interval is too sure, or not sure enough. */
const HONEST = { least: 0.75, most: 0.85 } as const;

export function ReportTexts({ c: { var: { t, locale } }, report }: Props) {
  const { mdape, within25, answered, coverage80, baselines } = report;
  const say = (share: number) => percent(locale, share);
  const best = Math.min(baselines.brand_mean.mdape, baselines.brand_condition_median.mdape);
  const honest = coverage80 < HONEST.least
    ? "too_narrow"
    : coverage80 > HONEST.most
    ? "too_wide"
    : "honest";
  return (
    <>
      <p>
        {t("report.error", { error: say(mdape), within: say(within25), answered: say(answered) })}
      </p>
      <p>
        {t(mdape < best ? "report.better" : "report.no_better", { error: say(best) })}
        {` ${t(`report.interval_${honest}`, { share: say(coverage80) })}`}
      </p>
    </>
  );
}

export function ReportTable({ c: { var: { t, locale } }, report }: Props) {
  const { confident, baselines } = report;
  const say = (share: number) => percent(locale, share);
  const row = (id: string, name: string, { mdape, within25 }: Score, coverage?: number) => ({
    id,
    cells: {
      name,
      error: say(mdape),
      within: say(within25),
      coverage: coverage === undefined ? "—" : say(coverage),
    },
  });
  return (
    <Table
      caption={t("report.title")}
      columns={[
        { key: "name", label: t("report.column_who") },
        { key: "error", label: t("report.column_error"), figure: true },
        { key: "within", label: t("report.column_within"), figure: true },
        { key: "coverage", label: t("report.column_interval"), figure: true },
      ]}
      rows={[
        row("engine", t("report.row_engine"), report, report.coverage80),
        row("sure", t("report.row_sure"), confident, confident.coverage80),
        row("mean", t("report.row_brand_mean"), baselines.brand_mean),
        row("median", t("report.row_brand_median"), baselines.brand_condition_median),
      ]}
    />
  );
}
