/** One alert on one channel, until it has arrived or nothing more can be done. */
import { isFailure } from "../base/errors.ts";
import type { Job, JobContext, JobKind } from "../jobs/mod.ts";
import { deliveries, type DeliveryRow, edit } from "./delivery.ts";
import { deliverHeld, type One, OneSchema } from "./delivery_jobs.ts";
import { type DeliverNeeds, messageOf, nightEnds, take } from "./take.ts";

export function runOne(kind: JobKind<One>, needs: DeliverNeeds) {
  return async ({ id }: One, { signal, attempt }: JobContext): Promise<void> => {
    const { db } = needs;
    const row = await db.get(deliveries, id);
    if (!row || row.value.state === "sent") return;
    const until = await nightEnds(needs);
    if (until !== null && !row.value.alert.urgent) return await hold(row, until, needs);
    try {
      await take([row.value], signal, needs);
    } catch (error) {
      signal.throwIfAborted();
      const state = isLast(error, attempt, kind) ? "failed" : "waiting";
      await edit(db, [id], (delivery) => ({
        ...delivery,
        state,
        error: messageOf(error),
        endedAt: needs.clock.now(),
      }));
      throw error;
    }
  };
}

/** A job that was called off, or that died with the program, leaves no delivery that seems to be under way. */
export async function gaveUp(job: Job, { db, clock }: DeliverNeeds): Promise<void> {
  const payload = OneSchema.safeParse(job.payload);
  if (!payload.success) return;
  const error = job.state === "dead" && job.error || { key: "alerts.called_off" };
  await edit(db, [payload.data.id], (delivery) => {
    if (delivery.state !== "waiting") return delivery;
    return { ...delivery, state: "failed", error, endedAt: clock.now() };
  });
}

async function hold(row: DeliveryRow, until: number, { db, jobs }: DeliverNeeds): Promise<void> {
  const { channel } = row.value;
  const change = db.change();
  change.update(deliveries, row, { ...row.value, state: "held", heldUntil: until });
  jobs.enqueue(change, deliverHeld, { channel, at: until }, { runAt: until });
  await change.commit();
}

/** Whether the job will not be run again by itself. */
function isLast(error: unknown, attempt: number, { attempts }: JobKind<One>): boolean {
  const again = !isFailure(error) || isFailure(error, "unavailable") ||
    isFailure(error, "too_many");
  return !again || attempt >= attempts;
}
