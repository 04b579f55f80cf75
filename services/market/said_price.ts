/** A price as a seller would say it: nobody asks 43.17. */
import type { Money } from "../base/money.ts";

/** Up to these amounts, to the nearest of these; in cents. */
const STEPS = [
  { belowCents: 10_00, step: 50 },
  { belowCents: 100_00, step: 1_00 },
  { belowCents: 500_00, step: 5_00 },
  { belowCents: Infinity, step: 10_00 },
] as const;
/** The marketplace takes nothing for less. */
const LEAST_CENTS = 1_00;

export function saidPrice({ cents, currency }: Money): Money {
  const { step } = STEPS.find(({ belowCents }) => cents < belowCents)!;
  return { cents: Math.max(LEAST_CENTS, Math.round(cents / step) * step), currency };
}
