/** Swatches of what is measured: the tape in its tones, and figures in a table. */
import type { Context } from "hono";
import { Sheet } from "../../components/sheet.tsx";
import { Table } from "../../components/table.tsx";
import { Measure } from "../../components/tape.tsx";
import { money } from "../../locales/format.ts";
import type { Env } from "../env.ts";

interface Props {
  c: Context<Env>;
}

export function Measures({ c: { var: { t } } }: Props) {
  const days = (done: number) => t("gallery.measure_days", { done, total: 5 });
  return (
    <Sheet>
      <Measure
        value={78}
        max={100}
        label={t("gallery.measure_complete")}
        figure={t("gallery.measure_score")}
      >
        {t("gallery.measure_next")}
      </Measure>
      <Measure
        value={100}
        max={100}
        tone="calm"
        label={t("gallery.measure_complete")}
        figure="100"
      >
        {t("gallery.measure_all")}
      </Measure>
      <Measure value={1} max={5} tone="calm" label={t("gallery.measure_ship")} figure={days(1)}>
        {t("gallery.measure_ship")}
      </Measure>
      <Measure value={4} max={5} tone="late" label={t("gallery.measure_late")} figure={days(4)}>
        {t("gallery.measure_late")}
      </Measure>
      <Measure progress value={7} max={12} label={t("gallery.measure_job")} figure="7/12">
        {t("gallery.measure_job")}
      </Measure>
      <Measure progress value={0} max={0} label={t("gallery.measure_job")} figure="—">
        {t("gallery.measure_none")}
      </Measure>
    </Sheet>
  );
}

export function Figures({ c: { var: { t, locale } } }: Props) {
  const euros = (cents: number) => money(locale, { cents, currency: "EUR" });
  return (
    <Sheet>
      <Table
        caption={t("gallery.table")}
        columns={[
          { key: "listing", label: t("gallery.table_listing") },
          { key: "price", label: t("gallery.table_price"), figure: true },
          { key: "seen", label: t("gallery.table_seen") },
        ]}
        rows={[
          {
            id: "1",
            cells: row("Air Force 1 Mid 07, 42", euros(4500), t("gallery.seen_yesterday")),
          },
          { id: "2", cells: row("Nike AF1 Mid", euros(3800), t("gallery.seen_months")) },
          {
            id: "3",
            struck: true,
            cells: row(t("gallery.custom"), euros(12_000), t("gallery.seen_days")),
          },
        ]}
      />
    </Sheet>
  );
}

const row = (listing: string, price: string, seen: string) => ({ listing, price, seen });
