/** The hits of a watch: price, the buyer's total, how each was captured, and the button to mute it. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { ago, money } from "../../locales/format.ts";
import { buyerTotal } from "../../services/base/money.ts";
import type { Hit, HitEvent, Watch } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import { conditionName } from "./watch_summary.ts";

const TONES: Record<HitEvent, StateTone> = { known: "idle", new: "active", drop: "attention" };

export function Hits({ c, watch, hits, now }: {
  c: Context<Env>;
  watch: Watch;
  hits: readonly Hit[];
  now: number;
}) {
  const { t } = c.var;
  const unseen = hits.filter(({ seen }) => !seen).length;
  return (
    <Sheet
      id="found"
      title={t("watches.found", { count: hits.length })}
      action={unseen > 0 && (
        <form method="post" action={`/watches/${watch.id}/seen`}>
          <Button type="submit" icon="check">{t("watches.mark_seen", { count: unseen })}</Button>
        </form>
      )}
    >
      {hits.length === 0 && <p class="soft">{t("watches.found_nothing")}</p>}
      <ul class="plain-lines hits">
        {hits.map((hit) => <HitLine key={hit.key} c={c} watch={watch} hit={hit} now={now} />)}
      </ul>
    </Sheet>
  );
}

function HitLine({ c, watch, hit, now }: {
  c: Context<Env>;
  watch: Watch;
  hit: Hit;
  now: number;
}) {
  const { t, locale } = c.var;
  const { title, price, before, condition, size, brand, event, mode, at, seen, link } = hit;
  const facts = [brand, size, condition && conditionName(condition, locale)].filter(Boolean);
  return (
    <li data-row class={seen ? undefined : "unseen-hit"}>
      <div class="text">
        <p class="name">
          <ListingTitle title={title} link={link} />
        </p>
        {facts.length > 0 && <p class="small soft">{facts.join(" · ")}</p>}
      </div>
      <div class="hit-price">
        <b>{money(locale, price)}</b>
        {before && <s class="small soft">{money(locale, before)}</s>}
        <p class="small soft">
          {t("watches.total", { total: money(locale, buyerTotal(price).total) })}
        </p>
      </div>
      <p class="mark small soft">
        <span class="row">
          <StateBadge tone={TONES[event]}>{t(`watches.event_${event}`)}</StateBadge>
          {!seen && <b>{t("watches.not_seen")}</b>}
        </span>
        <span>{t(`watches.mode_${mode}`)}, {ago(locale, at, now)}</span>
      </p>
      <MuteForm c={c} watch={watch} hit={hit} />
    </li>
  );
}

function MuteForm({ c: { var: { t } }, watch: { id, muted }, hit: { key, title } }: {
  c: Context<Env>;
  watch: Watch;
  hit: Hit;
}) {
  const isMuted = muted.includes(key);
  const words = isMuted ? t("watches.unmute") : t("watches.mute");
  return (
    <form method="post" action={`/watches/${id}/${isMuted ? "unmute" : "mute"}`}>
      <input type="hidden" name="key" value={key} />
      <Button type="submit" kind="quiet" aria-label={`${words}: ${title}`}>{words}</Button>
    </form>
  );
}

/** Links to the listing on the marketplace, without a referrer. */
export function ListingTitle({ title, link }: { title: string; link: string | undefined }) {
  if (!link) return <>{title}</>;
  return <a href={link} rel="noreferrer" target="_blank">{title}</a>;
}
