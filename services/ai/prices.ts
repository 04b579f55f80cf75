/** Prices of the paid model; `prices.json` holds dated figures. */
import { z } from "zod";
import prices from "./prices.json" with { type: "json" };

const PricesSchema = z.object({
  asOf: z.string(),
  models: z.record(
    z.string(),
    z.object({ inputEuroPerMillion: z.number(), outputEuroPerMillion: z.number() }),
  ),
});
const known = PricesSchema.parse(prices);

export const PRICES_AS_OF = known.asOf;
/** The paid models whose price is known; no other is used. */
export const PAID_MODELS: readonly string[] = Object.keys(known.models);

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** In millionths of a euro, rounded up: euro per million tokens is millionths of a euro per token. */
export function costMicroEuro(model: string, { inputTokens, outputTokens }: Usage): number {
  const price = known.models[model];
  if (!price) throw new RangeError(`no price for ${model}`);
  return Math.ceil(
    inputTokens * price.inputEuroPerMillion + outputTokens * price.outputEuroPerMillion,
  );
}
