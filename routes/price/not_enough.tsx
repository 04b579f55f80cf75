/** Shown in place of a price without enough evidence: what there is, and what would help. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Measure } from "../../components/tape.tsx";
import type { Help, NotEnough } from "../../services/market/mod.ts";
import { Doubts } from "./doubts.tsx";
import type { PricePageProps } from "./page_props.ts";

/** Anchors of the fields on the item's page. */
const FIELDS: Partial<Record<Help, string>> = {
  brand: "brand",
  category: "category",
  condition: "condition",
  title: "model",
};

export function NotEnoughSheet(props: PricePageProps & { answer: NotEnough }) {
  const { c, item, answer: { why, count, needed, doubts, help } } = props;
  const { t } = c.var;
  const missing = help.filter((one) => one !== "evidence");
  return (
    <Sheet title={t("price.not_enough")}>
      <p>{t(`price.${why}`, { count, needed })}</p>
      <Doubts c={c} doubts={doubts} />
      {why === "too_few" && (
        <Measure
          value={count}
          max={needed}
          label={t("price.alike_found")}
          figure={t("price.count_of", { count, needed })}
        >
          {t("price.alike_found")}
        </Measure>
      )}
      {missing.length > 0 && (
        <>
          <h3>{t("price.would_help")}</h3>
          <ul class="bare-lines">
            {missing.map((one) => (
              <li key={one}>
                <a href={`/items/${item.number}/edit#${FIELDS[one]}`}>{t(`price.help_${one}`)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t("price.help_evidence")}</h3>
      <div class="row">
        <ButtonLink href="/market/add" kind="main" icon="plus">
          {t("price.add_evidence")}
        </ButtonLink>
        <ButtonLink href="/market/capture" icon="eye">{t("price.capture")}</ButtonLink>
        <LookUp {...props} />
      </div>
    </Sheet>
  );
}

/** @returns null while look-ups are off, or while one is running */
export function LookUp({ c: { var: { t } }, item, mayAsk, asking }: PricePageProps) {
  if (!mayAsk || asking.length > 0) return null;
  return (
    <form method="post" action={`/items/${item.number}/price/lookup`}>
      <Button type="submit" icon="search">{t("price.look_up")}</Button>
    </form>
  );
}
