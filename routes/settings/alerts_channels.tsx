/** The four channels: whether each leads anywhere, how to set it up, and a button that tries it. */
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import PushDevice from "../../islands/PushDevice.tsx";
import { ago } from "../../locales/format.ts";
import type {
  Channel,
  ChannelState,
  ConfiguredChannel,
  PushDevice as Device,
  ShownSettings,
} from "../../services/alerts/mod.ts";
import { RevocableList, RevocableRow } from "../access/revocable_list.tsx";
import { confirmFirst } from "../access/confirm.tsx";
import type { Env } from "../env.ts";
import { PLACE_FIELDS } from "./alerts_fields.tsx";
import type { PlaceRefusal } from "./alerts_forms.ts";
import { whatBecame } from "./alerts_recent.tsx";

interface ChannelProps {
  c: Context<Env>;
  state: ChannelState;
  now: number;
}

export function PushSheet(
  { c, state, devices, publicKey, mayAdd, now }: ChannelProps & {
    devices: readonly Device[];
    publicKey: string;
    /** Whether the owner has just confirmed, and may add one. */
    mayAdd: boolean;
  },
) {
  const { t, locale } = c.var;
  const texts = {
    ask: t("alerts.push_ask"),
    waiting: t("alerts.push_waiting"),
    unable: t("alerts.push_unable"),
    denied: t("alerts.push_denied"),
    failed: t("alerts.push_failed"),
  };
  return (
    <ChannelSheet c={c} state={state} now={now}>
      {devices.length > 0 && (
        <RevocableList>
          {devices.map(({ id, name, at }) => (
            <RevocableRow
              key={id}
              name={name}
              under={t("alerts.device_since", { when: ago(locale, at, now) })}
              removal={`/settings/alerts/devices/${id}/removal`}
              remove={t("common.remove")}
            />
          ))}
        </RevocableList>
      )}
      {mayAdd
        ? (
          <Island
            of={PushDevice}
            props={{ publicKey, at: "/settings/alerts/devices", next: "/settings/alerts", texts }}
          />
        )
        : (
          <ButtonLink href={confirmFirst("/settings/alerts#push")} icon="key">
            {t("alerts.push_confirm")}
          </ButtonLink>
        )}
    </ChannelSheet>
  );
}

export function PlaceSheet({ c, place, state, settings, refused, now }: ChannelProps & {
  place: ConfiguredChannel;
  settings: ShownSettings;
  refused?: PlaceRefusal;
}) {
  const { t } = c.var;
  const { on } = state;
  const Fields = PLACE_FIELDS[place];
  const isOfField = refused?.key.startsWith("alerts.wrong_");
  return (
    <ChannelSheet c={c} state={state} now={now}>
      <details class="setup" open={refused !== undefined}>
        <summary>{t(on ? "alerts.change" : "alerts.set_up")}</summary>
        <form method="post" action={`/settings/alerts/${place}`} class="form">
          {refused && !isOfField && <Notice tone="wrong">{refused.sentence}</Notice>}
          <Fields c={c} settings={settings} refused={refused} />
          <Button type="submit">{t("common.save")}</Button>
        </form>
        {on && (
          <form method="post" action={`/settings/alerts/${place}/removal`}>
            <Button type="submit" kind="danger">{t("alerts.forget")}</Button>
          </form>
        )}
      </details>
    </ChannelSheet>
  );
}

function ChannelSheet(
  { c, state, now, children }: ChannelProps & { children: ComponentChildren },
) {
  const { t } = c.var;
  const { channel, on, last } = state;
  return (
    <Sheet
      id={channel}
      title={t(`alerts.channel_${channel}`)}
      action={<ChannelBadge c={c} state={state} />}
    >
      <p class="hint">{t(`alerts.how_${channel}`)}</p>
      {on && (
        <div class="row">
          <TryForm c={c} channel={channel} />
          {last && <p class="small soft">{whatBecame(c, last, now)}</p>}
        </div>
      )}
      {children}
    </Sheet>
  );
}

function TryForm({ c: { var: { t } }, channel }: { c: Context<Env>; channel: Channel }) {
  const name = `${t("alerts.try")}: ${t(`alerts.channel_${channel}`)}`;
  return (
    <form method="post" action={`/settings/alerts/${channel}/trial`}>
      <Button type="submit" aria-label={name}>{t("alerts.try")}</Button>
    </form>
  );
}

function ChannelBadge({ c: { var: { t } }, state: { on, last } }: Omit<ChannelProps, "now">) {
  if (!on) return <StateBadge tone="idle">{t("alerts.off")}</StateBadge>;
  if (last?.state === "failed") {
    return <StateBadge tone="wrong">{t("alerts.state_failed")}</StateBadge>;
  }
  return <StateBadge tone="done">{t("alerts.on")}</StateBadge>;
}
