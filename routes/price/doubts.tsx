/** Why a price is weak or declined: what of the item the comparables say nothing about, a sentence each. */
import type { Context } from "hono";
import type { Doubt } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";

/** @returns null without any */
export function Doubts({ c: { var: { t } }, doubts }: {
  c: Context<Env>;
  doubts: readonly Doubt[];
}) {
  if (doubts.length === 0) return null;
  return (
    <ul class="bare-lines">
      {doubts.map((doubt) => <li key={doubt}>{t(`price.doubt_${doubt}`)}</li>)}
    </ul>
  );
}
