/** What the pages ask of an item's price, said in items: what the market is of an item, the house tells. */
import type { Money } from "../base/money.ts";
import type { Item } from "../inventory/mod.ts";
import type { Abroad } from "./mirror.ts";
import type { Answer } from "./suggestion.ts";

export interface Pricing {
  /** From the evidence that the seller lets stand. */
  appraise(item: Item): Promise<Answer>;
  /** What the item itself has cost, the oldest first. */
  pricesOf(item: Item): Promise<readonly { readonly at: number; readonly price: Money }[]>;
  /** At home and in the connected countries of which there is any evidence; none where there is only home. */
  abroad(item: Item): Promise<readonly Abroad[]>;
}
