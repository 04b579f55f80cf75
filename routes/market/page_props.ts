/** Everything that the parts of the market page show. */
import type { Context } from "hono";
import type { Intake, Rates, SightingPage, Summary } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import type { Asked } from "./query.ts";

export interface MarketProps {
  c: Context<Env>;
  query: Asked;
  found: SightingPage;
  summary: Summary;
  intakes: readonly Intake[];
  now: number;
  /** The owner's own, in which foreign prices are shown a second time. */
  currency: string;
  rates: Rates;
}
