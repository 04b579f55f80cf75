/** What waited for the morning or for the digest. */
import type { JobContext } from "../jobs/mod.ts";
import { dueHeld, edit } from "./delivery.ts";
import { deliverHeld, type Held } from "./delivery_jobs.ts";
import { type DeliverNeeds, idsOf, messageOf, nightEnds, take } from "./take.ts";

/** All that has waited long enough, in one letter a time. What fails stays held and goes with the next. */
export function runHeld(needs: DeliverNeeds) {
  return async ({ channel }: Held, { signal }: JobContext): Promise<void> => {
    const { db, clock, jobs } = needs;
    const until = await nightEnds(needs);
    if (until !== null) {
      await jobs.enqueueNow(deliverHeld, { channel, at: until }, { runAt: until });
      return;
    }
    const due = async () => (await dueHeld(db, channel, clock.now())).map(({ value }) => value);
    for (let held = await due(); held.length > 0; held = await due()) {
      try {
        await take(held, signal, needs);
      } catch (error) {
        signal.throwIfAborted();
        const why = messageOf(error);
        await edit(db, idsOf(held), (delivery) => ({ ...delivery, error: why }));
        throw error;
      }
    }
  };
}
