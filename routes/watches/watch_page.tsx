/** The page of one watch: state, hits, and a trial over all captured listings. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Crumbs } from "../../components/crumbs.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago, money } from "../../locales/format.ts";
import { webLink } from "../../services/marketplace/mod.ts";
import { buyerTotal } from "../../services/base/money.ts";
import {
  buildWatchSearch,
  type Hit,
  listingUrl,
  quietSince,
  type Trial,
  type Watch,
} from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import { Hits, ListingTitle } from "./hits.tsx";
import { WatchState } from "./watch_state.tsx";
import { describeWatch } from "./watch_summary.ts";

interface WatchPageProps {
  readonly c: Context<Env>;
  readonly watch: Watch;
  readonly hits: readonly Hit[];
  readonly now: number;
  /** Whether look-ups are on. */
  readonly asking: boolean;
  readonly trial?: Trial | undefined;
}

export function WatchPage(props: WatchPageProps) {
  const { c, watch, now } = props;
  const { t } = c.var;
  const here = `/watches/${watch.id}`;
  return (
    <div class="page">
      <header class="masthead">
        <div class="stack">
          <Crumbs
            label={t("watches.way_back")}
            crumbs={[{ href: "/watches", label: t("watches.title") }]}
          />
          <h1>{watch.name}</h1>
          <p class="soft">{describeWatch(watch, c.var)}</p>
          <WatchState c={c} watch={watch} now={now} />
        </div>
        <div class="row">
          <PauseForm c={c} watch={watch} />
          <ButtonLink href={`${here}/edit`}>{t("items.edit")}</ButtonLink>
          <form method="post" action={`${here}/removal`}>
            <Button type="submit" kind="quiet" icon="trash">{t("watches.remove")}</Button>
          </form>
        </div>
      </header>
      <QuietNotice {...props} />
      <Hits c={c} watch={watch} hits={props.hits} now={now} />
      <Sheet title={t("watches.try")}>
        {props.trial ? <TrialResult c={c} trial={props.trial} /> : <p>{t("watches.try_hint")}</p>}
        <form action={here}>
          <input type="hidden" name="trial" value="1" />
          <Button type="submit" icon="eye">{t("watches.try_now")}</Button>
        </form>
      </Sheet>
      <p>
        <a href={webLink(buildWatchSearch(watch))} rel="noreferrer" target="_blank">
          {t("watches.open_on_site")}
        </a>
      </p>
    </div>
  );
}

export function PauseForm({ c: { var: { t } }, watch: { id, name, pausedAt } }: {
  c: Context<Env>;
  watch: Watch;
}) {
  const label = pausedAt === undefined ? t("watches.pause") : t("watches.resume");
  return (
    <form
      method="post"
      action={`/watches/${id}/${pausedAt === undefined ? "pause" : "resumption"}`}
    >
      <Button type="submit" aria-label={`${label}: ${name}`}>{label}</Button>
    </form>
  );
}

function QuietNotice({ c: { var: { t, locale } }, watch, now, asking }: WatchPageProps) {
  const since = quietSince(watch, now);
  if (since === null) return null;
  return (
    <Notice>
      <p>{t("watches.quiet", { ago: ago(locale, since, now) })}</p>
      <p>
        {asking && watch.lookedUp ? t("watches.quiet_asking") : t("watches.quiet_not_asking")}{" "}
        <a href="/market/lookups">{t("watches.to_lookups")}</a>
      </p>
    </Notice>
  );
}

export function TrialResult(
  { c: { var: { t, locale } }, trial }: { c: Context<Env>; trial: Trial },
) {
  return (
    <div class="stack" role="status">
      <p>{t("watches.tried", { found: trial.found, looked: trial.looked })}</p>
      {trial.best.length > 0 && (
        <ul class="plain-lines">
          {trial.best.map((observation) => {
            const { id, country, title, price } = observation;
            return (
              <li key={`${country}${id}`}>
                <span class="grow">
                  <ListingTitle title={title} link={listingUrl(observation)} />
                </span>
                <span>{t("watches.total", { total: money(locale, buyerTotal(price).total) })}</span>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
