/** What every delivery has in common: the words, the way, and what became of it. */
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import type { Jobs, Message } from "../jobs/mod.ts";
import type { Database } from "../store/mod.ts";
import { carry, type CarryNeeds } from "./carry.ts";
import { type Delivery, edit, sent } from "./delivery.ts";
import { letterOf, type Say } from "./letter.ts";
import { readSettings } from "./settings.ts";
import { quietUntil } from "./when.ts";

export interface DeliverNeeds extends CarryNeeds {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly say: Say;
}

/** In one letter; those that arrived are marked, what did not throws. */
export async function take(
  held: readonly Delivery[],
  signal: AbortSignal,
  needs: DeliverNeeds,
): Promise<void> {
  const { db, clock, say } = needs;
  const settings = await readSettings(db);
  const [{ channel, reached: before = [] }] = held as [Delivery];
  const letter = await letterOf(held, { say, baseUrl: settings.baseUrl });
  const reached = new Set(before);
  try {
    await carry({ channel, letter, settings, reached, signal }, needs);
  } finally {
    if (reached.size > before.length) {
      await edit(db, idsOf(held), (delivery) => ({ ...delivery, reached: [...reached] }));
    }
  }
  await edit(db, idsOf(held), sent(clock.now()));
}

export const idsOf = (held: readonly Delivery[]): string[] => held.map(({ id }) => id);

/** A job may run long after it was to: the computer slept, or the server was down until the night. */
export async function nightEnds({ db, clock }: DeliverNeeds): Promise<number | null> {
  return quietUntil(clock.now(), await readSettings(db));
}

export function messageOf(error: unknown): Message {
  if (!isFailure(error)) return { key: "common.something_wrong" };
  return { key: error.key, params: error.params };
}
