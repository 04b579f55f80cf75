/** The numbers of a plan: asked in a form, and read from it. */
import type { Context } from "hono";
import { RadioField, TextField } from "../../components/field.tsx";
import type { T } from "../../locales/mod.ts";
import {
  DAYS_MAX,
  type Rule,
  RuleSchema,
  STEP_PERCENT_MAX,
  STEP_PERCENT_MIN,
  STOP_AFTER_MAX,
} from "../../services/cuts/mod.ts";
import { invalid } from "../../services/errors.ts";
import { parseMoney } from "../../services/money.ts";
import type { Env } from "../env.ts";
import { readFields } from "../forms/body.ts";

export function RuleFields({ t, rule }: { t: T; rule: Rule }) {
  const { margin } = rule;
  const amount = margin.by === "cents"
    ? (margin.cents / 100).toFixed(2).replace(".", ",")
    : margin.percent;
  return (
    <div class="fields">
      <TextField
        name="margin"
        label={t("cuts.margin")}
        hint={t("cuts.margin_hint")}
        inputMode="decimal"
        value={amount}
        required
      />
      <RadioField
        name="unit"
        label={t("cuts.margin_unit")}
        value={margin.by}
        options={(["cents", "percent"] as const).map((value) => ({
          value,
          label: t(`cuts.margin_unit_${value}`),
        }))}
      />
      <Whole
        name="step"
        label={t("cuts.step")}
        value={rule.stepPercent}
        min={STEP_PERCENT_MIN}
        max={STEP_PERCENT_MAX}
      />
      <Whole
        name="days"
        label={t("cuts.days")}
        hint={t("cuts.days_hint")}
        value={rule.everyDays}
        min={1}
        max={DAYS_MAX}
      />
      <Whole
        name="stop"
        label={t("cuts.stop_after")}
        hint={t("cuts.stop_after_hint")}
        value={rule.stopAfter}
        min={1}
        max={STOP_AFTER_MAX}
      />
    </div>
  );
}

function Whole(props: {
  name: string;
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
}) {
  return <TextField {...props} type="number" inputMode="numeric" step={1} required />;
}

export async function readRule(c: Context<Env>): Promise<Rule> {
  const form = await readFields(c);
  const text = (name: string) => String(form[name] ?? "").trim();
  const cents = parseMoney(text("margin"))?.cents;
  const rule = RuleSchema.safeParse({
    margin: text("unit") === "percent"
      ? { by: "percent", percent: cents === undefined ? undefined : cents / 100 }
      : { by: "cents", cents },
    stepPercent: Number(text("step")),
    everyDays: Number(text("days")),
    stopAfter: Number(text("stop")),
  });
  if (!rule.success) {
    throw invalid("cuts.rule_odd", {
      stepMin: STEP_PERCENT_MIN,
      stepMax: STEP_PERCENT_MAX,
      days: DAYS_MAX,
      stop: STOP_AFTER_MAX,
    });
  }
  return rule.data;
}
