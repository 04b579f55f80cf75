/** Badge of an item's state. */
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import type { T } from "../../locales/mod.ts";
import type { State } from "../../services/inventory/mod.ts";

const TONES: Record<State, StateTone> = {
  draft: "idle",
  ready: "attention",
  listed: "active",
  reserved: "attention",
  sold: "active",
  shipped: "active",
  completed: "done",
  returned: "wrong",
  withdrawn: "idle",
};

export function ItemState({ t, state }: { t: T; state: State }) {
  return <StateBadge tone={TONES[state]}>{t(`inventory.state_${state}`)}</StateBadge>;
}
