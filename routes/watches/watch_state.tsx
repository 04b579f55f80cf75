/** The state of a watch as a badge: active, storing its first listings, without listings for days, or paused. */
import type { Context } from "hono";
import { StateBadge } from "../../components/state_badge.tsx";
import { ago } from "../../locales/format.ts";
import { quietSince, type Watch } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";

const STATES = {
  paused: "idle",
  quiet: "attention",
  silent: "idle",
  awake: "active",
} as const;

function stateOf(watch: Watch, now: number): keyof typeof STATES {
  if (watch.pausedAt !== undefined) return "paused";
  if (quietSince(watch, now) !== null) return "quiet";
  return watch.silent ? "silent" : "awake";
}

export function WatchState({ c: { var: { t, locale } }, watch, now }: {
  c: Context<Env>;
  watch: Watch;
  now: number;
}) {
  const state = stateOf(watch, now);
  const { fedAt } = watch;
  return (
    <p class="row small soft">
      <StateBadge tone={STATES[state]}>{t(`watches.state_${state}`)}</StateBadge>
      <span>
        {fedAt === undefined
          ? t("watches.never_fed")
          : t("watches.fed", { ago: ago(locale, fedAt, now) })}
      </span>
    </p>
  );
}
