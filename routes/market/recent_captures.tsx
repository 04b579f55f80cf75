/** Recent captures, each with a button that removes or restores its market listings. */
import { Button } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago } from "../../locales/format.ts";
import type { T } from "../../locales/mod.ts";
import type { Intake } from "../../services/market/mod.ts";
import { findSearchLink, slugWords } from "../../services/marketplace/mod.ts";
import { captureResultText } from "./capture_result.tsx";
import type { MarketProps } from "./page_props.ts";

export function RecentCapturesSheet({ c: { var: { t, locale } }, intakes, now }: MarketProps) {
  return (
    <Sheet title={t("market.intakes")}>
      <ul class="plain-lines">
        {intakes.map((intake) => (
          <li key={intake.id}>
            <div class="grow">
              <p class="breakable">{nameOf(intake)}</p>
              <p class="small soft">
                {[
                  t(`market.mode_${intake.mode}`),
                  ago(locale, intake.at, now),
                  ...captureResultText(t, intake),
                ].join(" · ")}
              </p>
            </div>
            <LetGo t={t} intake={intake} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Name of a capture: its search text, the words of an item's URL, or the URL without technical parameters. */
function nameOf({ label }: Intake): string {
  const words = findSearchLink(label)?.text || slugWords(label);
  if (words) return words;
  try {
    return decodeURIComponent(label.replace(/^https?:\/\/(?:www\.)?/, ""));
  } catch {
    return label;
  }
}

function LetGo({ t, intake }: { t: T; intake: Intake }) {
  if (intake.forgotten) {
    return (
      <form method="post" action={`/market/intakes/${intake.id}/remember`} class="row">
        <span class="small soft">{t("market.forgotten", { count: intake.forgotten.count })}</span>
        <Button type="submit" icon="undo">{t("common.undo")}</Button>
      </form>
    );
  }
  if (intake.added === 0) return null;
  return (
    <form method="post" action={`/market/intakes/${intake.id}/forget`}>
      <Button type="submit" kind="quiet" icon="trash" iconOnly>
        {t("market.forget_this", { name: nameOf(intake) })}
      </Button>
    </form>
  );
}
