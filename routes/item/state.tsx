/** What may follow where the item stands: the likeliest as a button, the rest folded away. */
import { Button } from "../../components/button.tsx";
import { Menu } from "../../components/menu.tsx";
import type { T } from "../../locales/mod.ts";
import { type Item, nextStates } from "../../services/inventory/mod.ts";

export function StateSteps({ t, item }: { t: T; item: Item }) {
  const steps = nextStates(item.state);
  if (steps.length === 0) return null;
  const [first, ...others] = steps;
  return (
    <div class="row">
      <Step t={t} item={item} step={first!} />
      {others.length > 0 && (
        <Menu kind="quiet" label={t("items.other_steps")}>
          {others.map((step) => <Step key={step.to} t={t} item={item} step={step} />)}
        </Menu>
      )}
    </div>
  );
}

function Step({ t, item, step: { to, step } }: {
  t: T;
  item: Item;
  step: ReturnType<typeof nextStates>[number];
}) {
  return (
    <form method="post" action={`/items/${item.number}/state`} class="row">
      <input type="hidden" name="to" value={to} />
      {to === "listed" && (
        <input
          class="input grow"
          name="link"
          inputMode="url"
          aria-label={t("items.listing_link")}
          placeholder={t("items.listing_link")}
        />
      )}
      {to === "sold" && (
        <input
          class="input grow"
          name="soldFor"
          inputMode="decimal"
          aria-label={t("inventory.field_soldFor")}
          placeholder={t("inventory.field_soldFor")}
        />
      )}
      <Button type="submit">{t(`inventory.step_${step}`)}</Button>
    </form>
  );
}
