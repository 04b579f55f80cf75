import { ButtonLink } from "../../components/button.tsx";
import { pageHref, type ShopView } from "./shop_view.ts";

/** Sold, hidden or never there: a stranger is told the same. */
export function ShopNotFound({ view, open }: { view: ShopView; open: boolean }) {
  const { t } = view;
  return (
    <div class="page page--narrow">
      <h1>{t("shop.not_here")}</h1>
      <p>{t(open ? "shop.not_here_lead" : "shop.closed_lead")}</p>
      {open && (
        <p>
          <ButtonLink href={pageHref(view, "")} icon="back">{t("shop.to_closet")}</ButtonLink>
        </p>
      )}
    </div>
  );
}
