/** The listing's text as it stands, and what is wrong with it. */
import { ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { sayKey } from "../listing/review_texts.ts";
import type { ItemPageProps } from "./page_props.ts";

export function ListingCard({ c: { var: { t } }, row: { value: item }, review }: ItemPageProps) {
  const { draft: { text }, findings } = review;
  const here = `/items/${item.number}`;
  return (
    <Sheet
      title={t("items.what_to_say")}
      action={<ButtonLink href={`${here}/listing`} kind="quiet">{t("items.edit")}</ButtonLink>}
    >
      <p class="listing-title">{text.title || t("items.no_title")}</p>
      <p class="listing-text">{text.description}</p>
      {findings.filter(({ severity }) => severity !== "hint").slice(0, 3).map((finding) => (
        <p
          key={finding.rule + finding.at}
          class={finding.severity === "error" ? "lint lint--error" : "lint"}
        >
          {sayKey(t, finding.key, finding.params)}
        </p>
      ))}
      <p class="row">
        <ButtonLink href={`${here}/copy`} kind="main" icon="copy">{t("items.copy")}</ButtonLink>
      </p>
    </Sheet>
  );
}
