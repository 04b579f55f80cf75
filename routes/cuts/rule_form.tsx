/** The form of a plan's rule: its schema, its values and its fields. */
import { z } from "zod";
import { RadioField, TextField } from "../../components/field.tsx";
import type { Locale, T } from "../../locales/mod.ts";
import {
  DAYS_MAX,
  MARGIN_CENTS_MAX,
  MARGIN_PERCENT_MAX,
  type Rule,
  STEP_PERCENT_MAX,
  STEP_PERCENT_MIN,
  STOP_AFTER_MAX,
} from "../../services/cuts/mod.ts";
import { addWrong, amount, amountText, choice, whole, Wrong } from "../forms/fields.ts";
import type { Form } from "../forms/form.ts";
import type { Values } from "../forms/merge.ts";
import { FormNotice, SeenField } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";

const UNITS = ["cents", "percent"] as const;
const CENTS = 100;

export const RuleForm = z.object({
  margin: amount({ centsMax: MARGIN_CENTS_MAX }),
  unit: choice(UNITS),
  step: whole({ min: STEP_PERCENT_MIN, max: STEP_PERCENT_MAX }),
  days: whole({ min: 1, max: DAYS_MAX }),
  stop: whole({ min: 1, max: STOP_AFTER_MAX }),
}).transform(({ margin: given, unit, step, days, stop }, context): Rule => {
  const numbers = { stepPercent: step, everyDays: days, stopAfter: stop };
  if (!given) {
    addWrong(context, new Wrong("forms.required"), "margin");
    return z.NEVER;
  }
  if (unit === "cents") return { margin: { by: unit, cents: given.cents }, ...numbers };
  const percent = given.cents / CENTS;
  if (Number.isInteger(percent) && percent <= MARGIN_PERCENT_MAX) {
    return { margin: { by: unit, percent }, ...numbers };
  }
  addWrong(context, new Wrong("forms.not_whole", { min: 0, max: MARGIN_PERCENT_MAX }), "margin");
  return z.NEVER;
});

export const toRuleValues = (
  locale: Locale,
  { margin, stepPercent, everyDays, stopAfter }: Rule,
): Values => ({
  margin: [
    margin.by === "cents" ? amountText(locale, margin.cents) : String(margin.percent),
  ],
  unit: [margin.by],
  step: [String(stepPercent)],
  days: [String(everyDays)],
  stop: [String(stopAfter)],
});

export function RuleFields({ t, form }: { t: T; form: Form }) {
  const { value } = propsOf(t, form);
  const whole = { type: "number", inputMode: "numeric", step: 1, required: true } as const;
  return (
    <>
      <FormNotice t={t} form={form} />
      <SeenField form={form} />
      <div class="fields">
        <TextField
          {...value("margin")}
          label={t("cuts.margin")}
          hint={t("cuts.margin_hint")}
          inputMode="decimal"
          required
        />
        <RadioField
          {...value("unit")}
          label={t("cuts.margin_unit")}
          options={UNITS.map((unit) => ({ value: unit, label: t(`cuts.margin_unit_${unit}`) }))}
        />
        <TextField
          {...value("step")}
          {...whole}
          label={t("cuts.step")}
          min={STEP_PERCENT_MIN}
          max={STEP_PERCENT_MAX}
        />
        <TextField
          {...value("days")}
          {...whole}
          label={t("cuts.days")}
          hint={t("cuts.days_hint")}
          min={1}
          max={DAYS_MAX}
        />
        <TextField
          {...value("stop")}
          {...whole}
          label={t("cuts.stop_after")}
          hint={t("cuts.stop_after_hint")}
          min={1}
          max={STOP_AFTER_MAX}
        />
      </div>
    </>
  );
}
