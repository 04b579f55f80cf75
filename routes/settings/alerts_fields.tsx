/** Fields of each alert channel. A secret is never shown again; left empty, it stays. */
import type { Context } from "hono";
import type { JSX } from "preact";
import { SelectField, TextField } from "../../components/field.tsx";
import {
  type ConfiguredChannel,
  EMAIL_SECURITY,
  NTFY_SERVER,
  type ShownSettings,
  TELEGRAM_API,
} from "../../services/alerts/mod.ts";
import type { Env } from "../env.ts";
import type { PlaceRefusal } from "./alerts_forms.ts";

interface Props {
  c: Context<Env>;
  settings: ShownSettings;
  refused?: PlaceRefusal;
}

const TLS_PORT = 465;
const PLAIN = { autocapitalize: "off", autocomplete: "off", spellcheck: false } as const;

/** Shows refused values instead of the saved ones, with the reason at its field. */
function asTyped(
  place: ConfiguredChannel,
  kept: Readonly<Record<string, unknown>>,
  refused?: PlaceRefusal,
) {
  return (name: string) => ({
    id: `${place}-${name}`,
    name,
    value: refused?.typed[name] ?? String(kept[name] ?? ""),
    error: refused?.key === `alerts.wrong_${name}` && refused.sentence,
  });
}

function NtfyFields({ c: { var: { t } }, settings: { ntfy }, refused }: Props) {
  const field = asTyped("ntfy", ntfy ?? { server: NTFY_SERVER }, refused);
  return (
    <>
      <TextField {...field("server")} {...PLAIN} inputMode="url" label={t("alerts.server")} />
      <TextField
        {...field("topic")}
        {...PLAIN}
        label={t("alerts.topic")}
        hint={t("alerts.topic_hint")}
      />
      <TextField
        {...field("token")}
        {...PLAIN}
        value=""
        type="password"
        label={t("alerts.token")}
        hint={t(ntfy?.hasToken ? "alerts.kept" : "alerts.token_hint")}
      />
    </>
  );
}

function TelegramFields({ c: { var: { t } }, settings: { telegram }, refused }: Props) {
  const field = asTyped("telegram", telegram ?? { apiUrl: TELEGRAM_API }, refused);
  return (
    <>
      <TextField
        {...field("token")}
        {...PLAIN}
        value=""
        type="password"
        label={t("alerts.bot_token")}
        hint={t(telegram ? "alerts.kept" : "alerts.bot_token_hint")}
      />
      <TextField
        {...field("chatId")}
        {...PLAIN}
        label={t("alerts.chat")}
        hint={telegram?.chatName
          ? t("alerts.chat_of", { name: telegram.chatName })
          : t("alerts.chat_hint")}
      />
      <TextField {...field("apiUrl")} {...PLAIN} inputMode="url" label={t("alerts.api_url")} />
    </>
  );
}

function EmailFields({ c: { var: { t } }, settings: { email }, refused }: Props) {
  const field = asTyped("email", email ?? { port: TLS_PORT, security: "tls" }, refused);
  const securities = EMAIL_SECURITY.map((value) => ({
    value,
    label: t(`alerts.security_${value}`),
  }));
  return (
    <>
      <TextField {...field("host")} {...PLAIN} inputMode="url" label={t("alerts.host")} />
      <div class="fields">
        <TextField {...field("port")} inputMode="numeric" label={t("alerts.port")} />
        <SelectField
          {...field("security")}
          label={t("alerts.security")}
          options={securities}
        />
      </div>
      <TextField
        {...field("user")}
        {...PLAIN}
        label={t("alerts.user")}
        hint={t("alerts.user_hint")}
      />
      <TextField
        {...field("password")}
        autocomplete="off"
        value=""
        type="password"
        label={t("alerts.password")}
        hint={t(email?.user ? "alerts.kept" : "alerts.password_hint")}
      />
      <TextField {...field("from")} {...PLAIN} type="email" label={t("alerts.from")} />
      <TextField {...field("to")} {...PLAIN} type="email" label={t("alerts.to")} />
    </>
  );
}

export const PLACE_FIELDS: Record<ConfiguredChannel, (props: Props) => JSX.Element> = {
  ntfy: NtfyFields,
  telegram: TelegramFields,
  email: EmailFields,
};
