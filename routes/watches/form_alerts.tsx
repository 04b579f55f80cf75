/** The form's fields for the highest price and for alerts. */
import { CheckField, RadioField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { DEFAULT_SITE, isSite, siteFacts } from "../../services/marketplace/mod.ts";
import {
  CHANNELS,
  DELIVERIES,
  DIGEST_AT,
  DROP_PERCENT_MAX,
  DROP_PERCENT_MIN,
  NAME_CHARS_MAX,
} from "../../services/watches/mod.ts";
import { Choices } from "./form_filters.tsx";
import { errorAt, type WatchFormProps } from "./form_props.ts";

export function PriceFields(props: WatchFormProps) {
  const { c: { var: { t } }, fields } = props;
  const site = isSite(fields.site) ? fields.site : DEFAULT_SITE;
  return (
    <Sheet title={t("watches.price")}>
      <TextField
        name="limit"
        label={t("watches.limit", { currency: siteFacts(site).currency })}
        hint={t("watches.limit_hint")}
        error={errorAt(props, "limit")}
        value={fields.limit}
        inputMode="decimal"
        maxLength={20}
      />
    </Sheet>
  );
}

export function AlertFields(props: WatchFormProps) {
  const { c: { var: { t } }, fields } = props;
  return (
    <Sheet title={t("watches.speaking")}>
      <CheckField name="news" label={t("watches.news")} checked={fields.news} />
      <TextField
        name="dropPercent"
        label={t("watches.drop")}
        hint={t("watches.drop_hint", { min: DROP_PERCENT_MIN, max: DROP_PERCENT_MAX })}
        error={errorAt(props, "dropPercent")}
        value={fields.dropPercent}
        inputMode="numeric"
        maxLength={4}
      />
      <RadioField
        name="delivery"
        label={t("watches.delivery")}
        value={fields.delivery || "now"}
        options={DELIVERIES.map((value) => ({
          value,
          label: t(`watches.delivery_${value}`, { time: DIGEST_AT }),
        }))}
      />
      <Choices
        label={t("watches.channels")}
        hint={t("watches.channels_hint")}
        name="channels"
        chosen={fields.channels}
        options={CHANNELS.map((value) => ({ value, label: t(`watches.channel_${value}`) }))}
      />
      <CheckField
        name="lookedUp"
        label={t("watches.looked_up")}
        hint={t("watches.looked_up_hint")}
        checked={fields.lookedUp}
      />
      <TextField
        name="name"
        label={t("watches.name")}
        hint={t("watches.name_hint")}
        error={errorAt(props, "name")}
        value={fields.name}
        maxLength={NAME_CHARS_MAX}
      />
    </Sheet>
  );
}
