/** The last alerts, with the reason for each that was not delivered. */
import type { Context } from "hono";
import { EmptyState } from "../../components/empty_state.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { ago } from "../../locales/format.ts";
import { isMessageKey } from "../../locales/mod.ts";
import type { Delivery, DeliveryState } from "../../services/alerts/mod.ts";
import type { Params } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";

interface Props {
  c: Context<Env>;
  recent: readonly Delivery[];
  now: number;
}

const TONES: Record<DeliveryState, StateTone> = {
  waiting: "active",
  held: "idle",
  sent: "done",
  failed: "wrong",
};

export function RecentSheet({ c, recent, now }: Props) {
  const { t } = c.var;
  return (
    <Sheet id="recent" title={t("alerts.recent")}>
      {recent.length === 0
        ? <EmptyState icon="bell">{t("alerts.recent_empty")}</EmptyState>
        : (
          <ul class="plain-lines">
            {recent.map((delivery) => (
              <RecentLine key={delivery.id} c={c} delivery={delivery} now={now} />
            ))}
          </ul>
        )}
    </Sheet>
  );
}

function RecentLine({ c, delivery, now }: Omit<Props, "recent"> & { delivery: Delivery }) {
  const { t } = c.var;
  const { channel, state, alert } = delivery;
  return (
    <li>
      <div class="grow">
        <p>{said(c, alert.title)}</p>
        <p class="small soft">
          {[t(`alerts.channel_${channel}`), whatBecame(c, delivery, now)].join(" · ")}
        </p>
      </div>
      <StateBadge tone={TONES[state]}>{t(`alerts.state_${state}`)}</StateBadge>
    </li>
  );
}

/** "inviato 3 minuti fa", or why it was not. */
export function whatBecame(c: Context<Env>, delivery: Delivery, now: number): string {
  const { t, locale } = c.var;
  const { state, at, heldUntil = at, endedAt = at, error } = delivery;
  if (state === "held" && !error) {
    return t("alerts.held_until", { when: ago(locale, heldUntil, now) });
  }
  const when = ago(locale, endedAt, now);
  if (state === "sent") return t("alerts.sent_when", { when });
  return error ? `${when} · ${said(c, error)}` : when;
}

/** Keys that come out of the store may be of another version: then the key itself is better than nothing. */
function said({ var: { t } }: Context<Env>, { key, params }: { key: string; params?: Params }) {
  return isMessageKey(key) ? t(key, params) : key;
}
