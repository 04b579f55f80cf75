/** Sheets of the relay's page: how to set one up, its connection, and the replica. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import { ago } from "../../locales/format.ts";
import { isMessageKey, type T } from "../../locales/mod.ts";
import type { Message } from "../../services/jobs/mod.ts";
import type { ReplicaState } from "../../services/relay-client/replicator.ts";
import type { RelayService } from "../../services/relay-client/mod.ts";
import type { Env } from "../env.ts";

interface Shown {
  c: Context<Env>;
  now: number;
}

const BENEFITS = ["relay.gives_address", "relay.gives_webhooks", "relay.gives_replica"] as const;
const STEPS = [
  "relay.step_host",
  "relay.step_key",
  "relay.step_deploy",
  "relay.step_start",
  "relay.step_back",
] as const;

export function SetupSheets({ t }: { t: T }) {
  return (
    <>
      <Sheet title={t("relay.gives")}>
        <ul class="points">
          {BENEFITS.map((key) => <li key={key}>{t(key)}</li>)}
        </ul>
        <p class="hint">{t("relay.without")}</p>
      </Sheet>
      <Sheet id="how" title={t("relay.how")}>
        <ol class="points">
          {STEPS.map((key) => <li key={key}>{t(key)}</li>)}
        </ol>
      </Sheet>
    </>
  );
}

const CONNECTED = {
  tunnel: "relay.connected_when",
  cloudflared: "relay.asked_when",
} as const;
const AWAY = { tunnel: "relay.away", cloudflared: "relay.not_asked_yet" } as const;

export function ConnectionSheet({ c, relay, now }: Shown & { relay: RelayService }) {
  const { t, locale } = c.var;
  const { url, connected, since, problem } = relay.state();
  const host = new URL(url).host;
  return (
    <Sheet
      id="connection"
      title={t("relay.connection")}
      action={
        <StateBadge tone={connected ? "done" : "wrong"}>
          {t(connected ? "relay.connected" : "relay.not_connected")}
        </StateBadge>
      }
    >
      <p>
        {connected
          ? t(CONNECTED[relay.way], { relay: host, when: ago(locale, since, now) })
          : t(AWAY[relay.way], { relay: host })}
      </p>
      {problem && <Notice tone="wrong">{t(`relay.problem_${problem.kind}`)}</Notice>}
      {problem && <p class="small soft">{problem.why}</p>}
      <p class="hint">{t("relay.change_how", { version: relay.version })}</p>
    </Sheet>
  );
}

export function ReplicaSheet({ c, replica, now }: Shown & { replica: ReplicaState }) {
  const { t, locale } = c.var;
  const { syncedAt, waitingSince, failing } = replica;
  const when = (at: number) => ago(locale, at, now);
  return (
    <Sheet
      id="replica"
      title={t("relay.replica")}
      action={<ReplicaBadge t={t} replica={replica} />}
    >
      <p>
        {syncedAt === null
          ? t("relay.not_synced_yet")
          : t("relay.last_synced", { when: when(syncedAt) })}
      </p>
      {waitingSince !== null && (
        <p class="small soft">{t("relay.waiting", { when: when(waitingSince) })}</p>
      )}
      {failing && (
        <Notice tone="wrong">
          {t("relay.failing", { when: when(failing.since) })} {messageText(t, failing.why)}
        </Notice>
      )}
      <form method="post" action="/settings/relay/replica" class="row">
        <Button type="submit">{t("relay.sync_now")}</Button>
      </form>
      <p class="hint">{t("relay.replica_hint")}</p>
    </Sheet>
  );
}

function ReplicaBadge(
  { t, replica: { failing, waitingSince, syncedAt } }: { t: T; replica: ReplicaState },
) {
  if (failing) return <StateBadge tone="wrong">{t("relay.replica_failing")}</StateBadge>;
  const isWaiting = waitingSince !== null || syncedAt === null;
  return isWaiting
    ? <StateBadge tone="active">{t("relay.replica_waiting")}</StateBadge>
    : <StateBadge tone="done">{t("relay.replica_synced")}</StateBadge>;
}

function messageText(t: T, { key, params }: Message): string {
  return isMessageKey(key) ? t(key, params) : key;
}
