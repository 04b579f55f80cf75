/** Rules for the times and channels of alerts. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { CheckField, RadioField, SelectField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { CHANNELS, ROUTED_TOPICS, type ShownSettings } from "../../services/alerts/mod.ts";
import type { Env } from "../env.ts";
import { type PlaceRefusal, rulesOf } from "./alerts_forms.ts";

interface Props {
  c: Context<Env>;
  settings: ShownSettings;
}

interface RulesProps extends Props {
  refused?: PlaceRefusal;
  /** Suggested link target of alerts while none is set. */
  suggestedUrl: string;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

export function RulesSheet({ c, settings, refused, suggestedUrl }: RulesProps) {
  const { t } = c.var;
  const { quiet, digest, heartbeat, baseUrl, routing } = refused?.sent
    ? rulesOf(refused.sent)
    : settings;
  const wrongUrl = refused?.key === "alerts.wrong_baseUrl";
  return (
    <Sheet id="rules" title={t("alerts.rules")}>
      <form method="post" action="/settings/alerts/rules" class="form">
        {refused && !wrongUrl && <Notice tone="wrong">{refused.sentence}</Notice>}
        <CheckField
          name="quiet"
          label={t("alerts.quiet")}
          hint={t("alerts.quiet_hint")}
          checked={quiet.on}
        />
        <div class="hours">
          <SelectField
            name="quietFrom"
            label={t("alerts.quiet_from")}
            options={HOURS}
            value={String(quiet.from)}
          />
          <SelectField
            name="quietTo"
            label={t("alerts.quiet_to")}
            options={HOURS}
            value={String(quiet.to)}
          />
        </div>
        <RadioField
          name="digest"
          label={t("alerts.digest")}
          value={digest.on ? "daily" : "at_once"}
          options={[
            { value: "at_once", label: t("alerts.digest_at_once") },
            { value: "daily", label: t("alerts.digest_daily") },
          ]}
        />
        <SelectField
          name="digestHour"
          label={t("alerts.digest_hour")}
          options={HOURS}
          value={String(digest.hour)}
        />
        <Routing c={c} routing={routing} />
        <CheckField
          name="heartbeat"
          label={t("alerts.heartbeat")}
          hint={t("alerts.heartbeat_hint")}
          checked={heartbeat}
        />
        <TextField
          name="baseUrl"
          inputMode="url"
          autocapitalize="off"
          label={t("alerts.base_url")}
          hint={t("alerts.base_url_hint")}
          value={baseUrl ?? (refused ? "" : suggestedUrl)}
          error={wrongUrl && refused?.sentence}
        />
        <Button type="submit" kind="main">{t("common.save")}</Button>
      </form>
    </Sheet>
  );
}

function Routing({ c: { var: { t } }, routing }: Pick<Props, "c"> & {
  /** By topic, the channels that carry it. */
  routing: Readonly<Record<string, readonly string[]>>;
}) {
  return (
    <table class="routing">
      <caption>{t("alerts.routing")}</caption>
      <thead>
        <tr>
          <td />
          {CHANNELS.map((channel) => (
            <th key={channel} scope="col">{t(`alerts.short_${channel}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROUTED_TOPICS.map((topic) => (
          <tr key={topic}>
            <th scope="row">{t(`alerts.topic_${topic}`)}</th>
            {CHANNELS.map((channel) => (
              <td key={channel}>
                <label>
                  <input
                    type="checkbox"
                    name={`route_${topic}`}
                    value={channel}
                    checked={routing[topic]?.includes(channel) ?? false}
                    aria-label={`${t(`alerts.topic_${topic}`)}: ${t(`alerts.channel_${channel}`)}`}
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
