/** The state of the look-ups, the result of the daily check, and the form for the budget. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import { Measure } from "../../components/tape.tsx";
import { ago, moment, number } from "../../locales/format.ts";
import { HOUR_MS } from "../../services/base/time.ts";
import { BUDGET_MAX, type LookupState } from "../../services/lookups/mod.ts";
import type { Env } from "../env.ts";

interface Props {
  readonly c: Context<Env>;
  readonly state: LookupState;
}

const HALT = "/market/lookups/halt";

export function StateSheet({ c, state, now }: Props & { now: number }) {
  const { t } = c.var;
  const { usedToday: used, budget, browser, stopped } = state;
  return (
    <Sheet title={t("lookups.state")} action={<Badge c={c} state={state} />}>
      {stopped && <Notice>{t("lookups.stopped")}</Notice>}
      <Pause c={c} state={state} now={now} />
      <Measure
        value={used}
        max={budget}
        label={t("lookups.used")}
        figure={t("lookups.used_figure", { used, budget })}
      >
        {t("lookups.used")}
      </Measure>
      <p>
        {browser
          ? (
            <>
              {t("lookups.browser")}: {browser.name} <code class="small soft">{browser.path}</code>
            </>
          )
          : t("lookups.browser_none")}
      </p>
      <form method="post" action={stopped ? `${HALT}/removal` : HALT}>
        <Button
          type="submit"
          kind={stopped ? "main" : "danger"}
          icon={stopped ? undefined : "hand"}
        >
          {t(stopped ? "lookups.resume" : "lookups.stop")}
        </Button>
      </form>
    </Sheet>
  );
}

function Badge({ c: { var: { t } }, state: { stopped, pausedUntil } }: Props) {
  if (stopped) return <StateBadge tone="idle">{t("lookups.off")}</StateBadge>;
  if (pausedUntil) return <StateBadge tone="attention">{t("lookups.paused")}</StateBadge>;
  return <StateBadge tone="active">{t("lookups.on")}</StateBadge>;
}

function Pause({ c, state: { pausedUntil, pauseReason }, now }: Props & { now: number }) {
  const { t, locale } = c.var;
  if (!pausedUntil || !pauseReason) return null;
  const hours = Math.floor((pausedUntil - now) / HOUR_MS);
  return (
    <Notice>
      <p>{t(`lookups.paused_${pauseReason}`, { hours })}</p>
      <p>{t("lookups.paused_until", { when: moment(locale, pausedUntil) })}</p>
    </Notice>
  );
}

export function CanarySheet({ c, state: { canary, on }, now }: Props & { now: number }) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("lookups.canary")} id="canary">
      <p class="hint">{t("lookups.canary_hint")}</p>
      {canary
        ? (
          <Notice tone={canary.verdict === "fine" ? "done" : "attention"}>
            <p>
              <b>{t(`lookups.canary_${canary.verdict}`)}</b>
            </p>
            <p>{t(`lookups.canary_do_${canary.verdict}`)}</p>
            <p class="small soft">
              {t("lookups.canary_seen", { when: ago(locale, canary.at, now) })}
            </p>
          </Notice>
        )
        : <p>{t("lookups.canary_never")}</p>}
      {on && (
        <form method="post" action="/market/lookups/canary">
          <Button type="submit">{t("lookups.canary_run")}</Button>
        </form>
      )}
    </Sheet>
  );
}

export function BudgetSheet({ c, state, typed, wrong }: Props & {
  /** What was typed and refused. */
  typed?: string | undefined;
  wrong?: string | undefined;
}) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("lookups.pace")}>
      <form method="post" action="/market/lookups/budget" class="form">
        <TextField
          name="budget"
          label={t("lookups.budget")}
          hint={t("lookups.budget_hint")}
          inputMode="numeric"
          value={typed ?? number(locale, state.budget)}
          maxLength={String(BUDGET_MAX).length}
          error={wrong}
          autofocus={wrong !== undefined}
        />
        <div>
          <Button type="submit">{t("common.save")}</Button>
        </div>
      </form>
    </Sheet>
  );
}
