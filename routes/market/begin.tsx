/** A market without a single price: the three quickest ways to begin. */
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import type { T } from "../../locales/mod.ts";

export function MarketBegin({ t }: { t: T }) {
  const ways = [
    ["/market/capture", t("market.begin_capture"), t("market.capture_install")],
    ["/market/add", t("market.begin_paste"), t("market.begin_paste_do")],
    ["/market/add#files", t("market.begin_file"), t("market.begin_file_do")],
  ] as const;
  return (
    <>
      <EmptyState icon="label">{t("market.empty")}</EmptyState>
      <ol class="ways">
        {ways.map(([href, what, verb]) => (
          <li key={href} class="sheet">
            <p>{what}</p>
            <p>
              <ButtonLink href={href}>{verb}</ButtonLink>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
