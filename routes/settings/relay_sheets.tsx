/** The relay's sheets that say how things are: none yet, the connection, the copy. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import { ago } from "../../locales/format.ts";
import { isMessageKey, type T } from "../../locales/mod.ts";
import type { Message } from "../../services/jobs/mod.ts";
import type { ReplicaState } from "../../services/uplink/replicator.ts";
import type { UplinkRoom } from "../../services/uplink/room.ts";
import type { Env } from "../env.ts";

interface Shown {
  c: Context<Env>;
  now: number;
}

const GIVES = ["uplink.gives_address", "uplink.gives_mail", "uplink.gives_copy"] as const;
const STEPS = [
  "uplink.step_host",
  "uplink.step_key",
  "uplink.step_deploy",
  "uplink.step_start",
  "uplink.step_back",
] as const;

export function HowSheet({ t }: { t: T }) {
  return (
    <>
      <Sheet title={t("uplink.gives")}>
        <ul class="points">
          {GIVES.map((key) => <li key={key}>{t(key)}</li>)}
        </ul>
        <p class="hint">{t("uplink.without")}</p>
      </Sheet>
      <Sheet id="how" title={t("uplink.how")}>
        <ol class="points">
          {STEPS.map((key) => <li key={key}>{t(key)}</li>)}
        </ol>
      </Sheet>
    </>
  );
}

const CONNECTED = {
  tunnel: "uplink.connected_when",
  cloudflared: "uplink.asked_when",
} as const;
const AWAY = { tunnel: "uplink.away", cloudflared: "uplink.not_asked_yet" } as const;

export function ConnectionSheet({ c, uplink, now }: Shown & { uplink: UplinkRoom }) {
  const { t, locale } = c.var;
  const { url, connected, since, problem } = uplink.state();
  const relay = new URL(url).host;
  return (
    <Sheet
      id="connection"
      title={t("uplink.connection")}
      action={
        <StateBadge tone={connected ? "done" : "wrong"}>
          {t(connected ? "uplink.connected" : "uplink.not_connected")}
        </StateBadge>
      }
    >
      <p>
        {connected
          ? t(CONNECTED[uplink.way], { relay, when: ago(locale, since, now) })
          : t(AWAY[uplink.way], { relay })}
      </p>
      {problem && <Notice tone="wrong">{t(`uplink.problem_${problem.kind}`)}</Notice>}
      {problem && <p class="small soft">{problem.why}</p>}
      <p class="hint">{t("uplink.change_how", { version: uplink.version })}</p>
    </Sheet>
  );
}

export function CopySheet({ c, copy, now }: Shown & { copy: ReplicaState }) {
  const { t, locale } = c.var;
  const { evenAt, waitingSince, failing } = copy;
  const when = (at: number) => ago(locale, at, now);
  return (
    <Sheet
      id="copy"
      title={t("uplink.copy")}
      action={<CopyBadge t={t} copy={copy} />}
    >
      <p>{evenAt === null ? t("uplink.not_even_yet") : t("uplink.even", { when: when(evenAt) })}</p>
      {waitingSince !== null && (
        <p class="small soft">{t("uplink.waiting", { when: when(waitingSince) })}</p>
      )}
      {failing && (
        <Notice tone="wrong">
          {t("uplink.failing", { when: when(failing.since) })} {said(t, failing.why)}
        </Notice>
      )}
      <form method="post" action="/settings/relay/copy" class="row">
        <Button type="submit">{t("uplink.ship_now")}</Button>
      </form>
      <p class="hint">{t("uplink.copy_hint")}</p>
    </Sheet>
  );
}

function CopyBadge({ t, copy: { failing, waitingSince, evenAt } }: { t: T; copy: ReplicaState }) {
  if (failing) return <StateBadge tone="wrong">{t("uplink.copy_failing")}</StateBadge>;
  const isWaiting = waitingSince !== null || evenAt === null;
  return isWaiting
    ? <StateBadge tone="active">{t("uplink.copy_waiting")}</StateBadge>
    : <StateBadge tone="done">{t("uplink.copy_even")}</StateBadge>;
}

function said(t: T, { key, params }: Message): string {
  return isMessageKey(key) ? t(key, params) : key;
}
