/** The life of an item: what may follow what, and what each step is called. */
import { conflict } from "../base/errors.ts";
import type { Item, State } from "./item.ts";

/** Steps by name, which is also the key of their label on buttons and in the history. */
const NEXT = {
  draft: { ready: "finish", listed: "publish", sold: "sell", withdrawn: "withdraw" },
  ready: { draft: "reopen", listed: "publish", sold: "sell", withdrawn: "withdraw" },
  listed: { ready: "unpublish", reserved: "reserve", sold: "sell", withdrawn: "withdraw" },
  reserved: { listed: "release", sold: "sell", withdrawn: "withdraw" },
  // A sale that falls through goes back where it came from: the listing may still be up or not.
  sold: { shipped: "ship", completed: "hand_over", listed: "cancel_sale", ready: "cancel_sale" },
  shipped: { completed: "arrive", returned: "come_back" },
  completed: { returned: "come_back" },
  returned: { draft: "rework", ready: "put_back", withdrawn: "withdraw" },
  withdrawn: { draft: "rework", ready: "put_back" },
} as const satisfies Record<State, Partial<Record<State, string>>>;

type Steps = typeof NEXT;
type Step = { [S in State]: Steps[S][keyof Steps[S]] }[State] & string;

/** @returns the states that may follow `from` with their steps, the likeliest first */
export function nextStates(from: State): { to: State; step: Step }[] {
  return Object.entries(NEXT[from]).map(([to, step]) => ({ to: to as State, step }));
}

/** The step from one state to another, or `undefined` where there is none. */
export function stepBetween(from: State, to: State): Step | undefined {
  return (NEXT[from] as Partial<Record<State, Step>>)[to];
}

export function mustFollow(from: State, to: State): void {
  if (!stepBetween(from, to)) throw conflict("inventory.cannot_move", { from, to });
}

const SALE_STATES: readonly State[] = ["sold", "shipped", "completed", "returned"];
const LISTING_STATES: readonly State[] = ["listed", "reserved", ...SALE_STATES];

export const mayHaveListing = (state: State): boolean => LISTING_STATES.includes(state);
export const mayHaveSale = (state: State): boolean => SALE_STATES.includes(state);

const LISTING_FIELDS = ["listedAt", "listingUrl", "listingId"] as const;
const SALE_FIELDS = ["soldAt", "soldFor"] as const;

/** The fields that an item of this state cannot have: a draft has no listing, what is only listed no sale. */
export function fieldsForeignTo(
  state: State,
): ((typeof LISTING_FIELDS)[number] | (typeof SALE_FIELDS)[number])[] {
  return [
    ...(mayHaveListing(state) ? [] : LISTING_FIELDS),
    ...(mayHaveSale(state) ? [] : SALE_FIELDS),
  ];
}

export function withoutForeign(item: Item): Item {
  const kept = { ...item };
  for (const field of fieldsForeignTo(item.state)) delete kept[field];
  return kept;
}
