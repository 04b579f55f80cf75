/** Market news on Today: due price cuts, finds of watches, and the state of look-ups. */
import type { Context } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { Line, Lines } from "../../components/lines.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { LookupState } from "../../services/lookups/mod.ts";
import type { Watch } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

const WATCHES_SHOWN = 5;

interface MarketNews {
  readonly cuts: number;
  /** Watches with finds that were not looked at. */
  readonly watches: readonly { readonly watch: Watch; readonly unseen: number }[];
  /** The last look at a known question, where it went wrong. */
  readonly trouble: LookupState["canary"];
}

type Needs = Pick<Services, "cuts" | "watches" | "lookups">;

export async function marketNews({ cuts, watches, lookups }: Needs): Promise<MarketNews> {
  const [due, all, { on, canary }] = await Promise.all([
    cuts.dueCount(),
    watches.list(),
    lookups.state(),
  ]);
  return {
    cuts: due,
    watches: all.filter(({ unseen }) => unseen > 0).slice(0, WATCHES_SHOWN),
    trouble: on && canary && canary.verdict !== "fine" ? canary : null,
  };
}

/** How many things there are to do. */
export const countOf = ({ cuts, watches }: MarketNews): number => cuts + watches.length;

export function MarketTrouble({ c: { var: { t } }, news: { trouble } }: Props) {
  if (!trouble) return null;
  return (
    <Notice tone="wrong">
      <p>
        {t(`lookups.canary_${trouble.verdict}`)}{" "}
        <a href="/market/lookups">{t("today.see_lookups")}</a>
      </p>
    </Notice>
  );
}

interface Props {
  readonly c: Context<Env>;
  readonly news: MarketNews;
}

export function MarketSheets({ c: { var: { t } }, news: { cuts, watches } }: Props) {
  return (
    <>
      {cuts > 0 && (
        <Sheet title={t("today.cuts", { count: cuts })}>
          <p class="soft">{t("today.cuts_lead")}</p>
          <ButtonLink href="/cuts">{t("today.see_cuts")}</ButtonLink>
        </Sheet>
      )}
      {watches.length > 0 && (
        <Sheet title={t("today.watches")}>
          <Lines>
            {watches.map(({ watch, unseen }) => (
              <Line
                key={watch.id}
                name={watch.name}
                href={`/watches/${watch.id}`}
                fact={t("today.unseen", { count: unseen })}
                action={<ButtonLink href={`/watches/${watch.id}`}>{t("common.open")}</ButtonLink>}
              />
            ))}
          </Lines>
        </Sheet>
      )}
    </>
  );
}
