/** Why this price: the tape of comparables, and in words how sure it is and what it stands on. */
import { ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago } from "../../locales/format.ts";
import type { Suggestion } from "../../services/market/mod.ts";
import { LookUp } from "./not_enough.tsx";
import { Doubts } from "./doubts.tsx";
import type { PricePageProps } from "./page_props.ts";
import { EvidenceTape } from "./tape.tsx";
import { percent, said } from "./price_texts.ts";

interface Props extends PricePageProps {
  suggestion: Suggestion;
}

export function ReasonsSheet(props: Props) {
  const { c: { var: { t } }, suggestion: { count, counts: { own } } } = props;
  const others = Math.max(0, count - own);
  return (
    <Sheet title={t("price.why_title", { others, own })}>
      <EvidenceTape {...props} />
      <WhyWords {...props} />
      <div class="row">
        <ButtonLink href="/market/add" icon="plus">{t("price.add_evidence")}</ButtonLink>
        <LookUp {...props} />
      </div>
    </Sheet>
  );
}

function WhyWords({ c, suggestion, now }: Props) {
  const { t, locale } = c.var;
  const { basis, asking, sold, counts, trolls, freshness, confidence } = suggestion;
  const other = basis === "asking" ? sold : asking;
  const seen = {
    newest: ago(locale, freshness.newest, now),
    days: Math.max(1, Math.round(freshness.medianDays)),
  };
  return (
    <>
      <p>{t(`price.sure_${confidence}`, { error: percent(locale, suggestion.expectedError) })}</p>
      <Doubts c={c} doubts={suggestion.doubts} />
      <p>
        {t("price.stands_on", { asking: counts.asking, sold: counts.sold, ...seen })}{" "}
        {other
          ? t(`price.both_${basis}`, { price: said(locale, other) })
          : t(`price.basis_${basis}`)}
      </p>
      <p class="soft small">
        {t("price.how_to_read")}
        {counts.sold > 0 && ` ${t("price.sold_are_green")}`}
        {trolls > 0 && ` ${t("price.trolls", { count: trolls })}`}
      </p>
    </>
  );
}
