/** The comparables of an estimate with their weights; each can be left out and restored. */
import { EvidenceRows, type EvidenceRowView } from "../../components/evidence_rows.tsx";
import { ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago, money } from "../../locales/format.ts";
import { type EvidenceRow, keyOf, type Observation } from "../../services/market/mod.ts";
import type { PricePageProps } from "./page_props.ts";
import { kindOf, pageOf, percent, traitsOf } from "./price_texts.ts";

/** The others are one tap away. */
const ROWS_SHOWN = 12;
/** Would be written as nothing, and is not. */
const TINY = 0.005;

interface Props extends PricePageProps {
  rows: readonly EvidenceRow[];
}

export function ComparablesSheet(props: Props) {
  const { c: { var: { t } }, item, rows, struck, all } = props;
  if (rows.length + struck.length === 0) return null;
  const shown = all ? rows : rows.slice(0, ROWS_SHOWN);
  const strongest = rows[0]?.weight ?? 1;
  return (
    <Sheet title={t("price.rows_title")} id="rows">
      <EvidenceRows
        name={t("price.rows_title")}
        heads={{
          listing: t("price.head_listing"),
          price: t("price.head_price"),
          why: t("price.head_why"),
          seen: t("price.head_seen"),
          act: t("price.head_act"),
        }}
        rows={[
          ...shown.map((row) => countedView(props, row, strongest)),
          ...struck.map(({ observation }) => struckView(props, observation)),
        ]}
        action={{ path: `/items/${item.number}/price`, all }}
      />
      {shown.length < rows.length && (
        <p>
          <ButtonLink href="?rows=all#rows">
            {t("price.rows_all", { count: rows.length })}
          </ButtonLink>
        </p>
      )}
    </Sheet>
  );
}

function countedView(props: Props, row: EvidenceRow, strongest: number): EvidenceRowView {
  const { c: { var: { t, locale } } } = props;
  const { observation, adjusted, reason, weight } = row;
  return {
    ...seenView(props, observation),
    adjusted: t("price.as_yours", { price: money(locale, adjusted) }),
    why: t(`price.reason_${reason}`),
    weight: weight < TINY
      ? t("price.weight_tiny")
      : t("price.weight", { share: percent(locale, weight) }),
    say: strongest > 0 ? weight / strongest : 0,
    act: t("price.strike"),
  };
}

const struckView = (props: Props, observation: Observation): EvidenceRowView => ({
  ...seenView(props, observation),
  why: props.c.var.t("price.struck_by_you"),
  struck: true,
  act: props.c.var.t("price.put_back"),
});

function seenView({ c: { var: { t, locale } }, now }: Props, observation: Observation) {
  const { title, price, mode, seenAt, country } = observation;
  const href = pageOf(observation);
  return {
    key: keyOf(observation),
    title: title || t("price.no_title"),
    ...(href && { href }),
    traits: [traitsOf(observation, locale), country.toUpperCase()].filter(Boolean).join(" · "),
    price: money(locale, price),
    kind: kindOf(t, observation),
    seen: ago(locale, seenAt, now),
    how: t(`price.how_${mode}`),
  };
}
