/** The handlers of delivery jobs: single alerts, and alerts held for the morning or the digest. */
import { isFailure } from "../base/errors.ts";
import type { Job, JobContext, JobKind } from "../jobs/mod.ts";
import { deliveries, dueHeld, updateDeliveries } from "./delivery.ts";
import {
  type DeliveryRef,
  DeliveryRefSchema,
  type HeldDelivery,
  heldDeliveryJob,
} from "./delivery_jobs.ts";
import {
  currentQuietEnd,
  deliveryIds,
  type DeliveryNeeds,
  failureMessage,
  sendDeliveries,
} from "./send_deliveries.ts";

export function handleDelivery(kind: JobKind<DeliveryRef>, needs: DeliveryNeeds) {
  return async ({ id }: DeliveryRef, { signal, attempt }: JobContext): Promise<void> => {
    const { db } = needs;
    const row = await db.get(deliveries, id);
    if (!row || row.value.state === "sent") return;
    const until = await currentQuietEnd(needs);
    if (until !== null && !row.value.alert.urgent) return await hold(id, until, needs);
    try {
      await sendDeliveries([row.value], signal, needs);
    } catch (error) {
      signal.throwIfAborted();
      const state = isLast(error, attempt, kind) ? "failed" : "waiting";
      await updateDeliveries(db, [id], (delivery) => ({
        ...delivery,
        state,
        error: failureMessage(error),
        endedAt: needs.clock.now(),
      }));
      throw error;
    }
  };
}

/** Marks the delivery of a cancelled or dead job as failed, so that it does not stay "waiting" for ever. */
export async function failAbandonedDelivery(job: Job, { db, clock }: DeliveryNeeds): Promise<void> {
  const payload = DeliveryRefSchema.safeParse(job.payload);
  if (!payload.success) return;
  const error = job.state === "dead" && job.error || { key: "alerts.called_off" };
  await updateDeliveries(db, [payload.data.id], (delivery) => {
    if (delivery.state !== "waiting") return delivery;
    return { ...delivery, state: "failed", error, endedAt: clock.now() };
  });
}

async function hold(id: string, until: number, { db, jobs }: DeliveryNeeds): Promise<void> {
  await db.transact(async (change) => {
    const row = await db.get(deliveries, id);
    if (!row || row.value.state === "sent") return;
    const { channel } = row.value;
    change.update(deliveries, row, { ...row.value, state: "held", heldUntil: until });
    jobs.enqueue(change, heldDeliveryJob, { channel, at: until }, { runAt: until });
  });
}

/** Whether the job will not be retried. */
function isLast(error: unknown, attempt: number, { attempts }: JobKind<DeliveryRef>): boolean {
  const canRetry = !isFailure(error) || isFailure(error, "unavailable") ||
    isFailure(error, "too_many");
  return !canRetry || attempt >= attempts;
}

/** Sends held deliveries that are due as digests. A failed digest stays held and goes with the next one. */
export function handleHeldDeliveries(needs: DeliveryNeeds) {
  return async ({ channel }: HeldDelivery, { signal }: JobContext): Promise<void> => {
    const { db, clock, jobs } = needs;
    const until = await currentQuietEnd(needs);
    if (until !== null) {
      await jobs.enqueueNow(heldDeliveryJob, { channel, at: until }, { runAt: until });
      return;
    }
    const due = async () => (await dueHeld(db, channel, clock.now())).map(({ value }) => value);
    for (let held = await due(); held.length > 0; held = await due()) {
      try {
        await sendDeliveries(held, signal, needs);
      } catch (error) {
        signal.throwIfAborted();
        const why = failureMessage(error);
        await updateDeliveries(db, deliveryIds(held), (delivery) => ({ ...delivery, error: why }));
        throw error;
      }
    }
  };
}
