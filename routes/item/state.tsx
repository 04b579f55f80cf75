/** The next states: the likeliest as a button, the others in a menu. */
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import type { T } from "../../locales/mod.ts";
import { type Item, nextStates } from "../../services/inventory/mod.ts";
import { blankForm, type Form } from "../forms/form.ts";
import { SeenField } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";

interface StepsProps {
  t: T;
  item: Item;
  /** The step that came back, or none yet. */
  form: Form;
}

/** Prefix of the ids of a step's fields. */
export const stepPrefix = (to: string): string => `${to}-`;

export function StateSteps({ t, item, form }: StepsProps) {
  const steps = nextStates(item.state);
  if (steps.length === 0) return null;
  const [first, ...others] = steps;
  const isFolded = !others.some(({ to }) => isOf(form, to));
  return (
    <div class="row">
      <Step t={t} item={item} form={form} step={first!} />
      {others.length > 0 && (
        <Menu kind="quiet" label={t("items.other_steps")} open={!isFolded}>
          {others.map((step) => <Step key={step.to} t={t} item={item} form={form} step={step} />)}
        </Menu>
      )}
    </div>
  );
}

const isOf = ({ values }: Form, to: string): boolean => values.to?.[0] === to;

function Step({ t, item, form, step: { to, step } }: StepsProps & {
  step: ReturnType<typeof nextStates>[number];
}) {
  const { value } = propsOf(t, isOf(form, to) ? form : blankForm(), stepPrefix(to));
  return (
    <form method="post" action={`/items/${item.number}/state`} class="row row--field">
      <SeenField form={form} />
      <input type="hidden" name="to" value={to} />
      {to === "listed" && (
        <TextField
          {...value("link")}
          label={t("items.listing_link")}
          inputMode="url"
          autocomplete="off"
        />
      )}
      {to === "sold" && (
        <TextField
          {...value("soldFor")}
          label={t("inventory.field_soldFor")}
          inputMode="decimal"
          autocomplete="off"
        />
      )}
      <Button type="submit">{t(`inventory.step_${step}`)}</Button>
    </form>
  );
}
