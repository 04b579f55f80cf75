/** This month's cost of the paid model, and the ceiling that no call may exceed. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import { TIME_ZONE } from "../base/time.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";

const MonthSchema = z.object({
  /** "2026-11", in Italian time. */
  month: z.string(),
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Millionths of a euro, with what is reserved for calls under way. */
  microEuro: z.number().int(),
});
export type MonthSpend = z.infer<typeof MonthSchema>;

const months = defineCollection<MonthSpend>({
  name: "ai_spend",
  schema: MonthSchema,
  version: 1,
  id: ({ month }) => month,
});

const MICRO_EURO_PER_CENT = 10_000;
const monthName = new Intl.DateTimeFormat("en-CA", {
  timeZone: TIME_ZONE,
  year: "numeric",
  month: "2-digit",
});

export interface Spend {
  thisMonth(): Promise<MonthSpend>;
  /**
   * Sets aside what a call may cost at the most, before it is made: a killed process cannot spend unseen.
   * @throws Failure `ai.ceiling_reached`
   */
  reserve(mostMicroEuro: number, ceilingCents: number): Promise<Reservation>;
}

export interface Reservation {
  /** Replaces what was set aside by what it cost. */
  settle(cost: Cost): Promise<void>;
}

interface Cost {
  readonly microEuro: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export function createSpend({ db, clock }: { db: Database; clock: Clock }): Spend {
  const empty = (month: string) => ({
    month,
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    microEuro: 0,
  });

  async function alter(month: string, next: (spent: MonthSpend) => MonthSpend): Promise<void> {
    await retrying(async () => {
      const row = await db.get(months, month);
      const change = db.change();
      if (row) change.update(months, row, next(row.value));
      else change.insert(months, next(empty(month)));
      await change.commit();
    });
  }

  const now = () => monthName.format(clock.now());

  return {
    async thisMonth() {
      return (await db.get(months, now()))?.value ?? empty(now());
    },

    async reserve(mostMicroEuro, ceilingCents) {
      const month = now();
      await alter(month, (spent) => {
        if (spent.microEuro + mostMicroEuro > ceilingCents * MICRO_EURO_PER_CENT) {
          throw invalid("ai.ceiling_reached", { ceiling: ceilingCents / 100 });
        }
        return { ...spent, microEuro: spent.microEuro + mostMicroEuro, calls: spent.calls + 1 };
      });
      return {
        settle: ({ microEuro, inputTokens, outputTokens }) =>
          alter(month, (spent) => ({
            ...spent,
            microEuro: spent.microEuro - mostMicroEuro + microEuro,
            inputTokens: spent.inputTokens + inputTokens,
            outputTokens: spent.outputTokens + outputTokens,
          })),
      };
    },
  };
}
