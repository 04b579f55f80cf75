/**
 * Starts the delivery of webhooks at the right moment and on the right machine: when home can be reached, by the one
 * relay machine that holds its tunnel.
 */
import type { Origin } from "../origin/origin.ts";
import type { WebhookSource } from "../protocol/webhooks.ts";
import type { TimeSource } from "../shared/time.ts";
import { WEBHOOKS_WAITING_PATH } from "./mailbox_calls.ts";
import type { WebhookDeliverer } from "./webhook_deliverer.ts";

/** Posts to the machine that holds the tunnel. `nobody`: no other machine is known to hold it. */
export type NotifyHolder = (path: string) => Promise<"heard" | "unheard" | "nobody">;

export interface DeliverySchedulerOptions {
  readonly deliverer: Pick<WebhookDeliverer, "deliver" | "deliverAll">;
  /** This machine's own connection to home. */
  readonly origin: Pick<Origin, "state">;
  /** Null where there is one machine. */
  readonly notifyHolder: NotifyHolder | null;
  readonly time: TimeSource;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface DeliveryScheduler {
  /** A webhook of this source waits. */
  onWaiting(source: WebhookSource): void;
  onHomeConnected(): void;
  /** Home did not answer a delivery: waits until it answers again. */
  onHomeUnreachable(): void;
  stop(): void;
}

/** How often the state of a silent home is read; this asks nobody. */
const CHECK_MS = 500;
/** After which a machine that did not hear a notification is notified again. */
const NOTIFY_AGAIN_MS = 10_000;

export function createDeliveryScheduler(options: DeliverySchedulerOptions): DeliveryScheduler {
  const { deliverer, origin, time, log } = options;
  let cancelCheck: (() => void) | null = null;
  const notifications = new Map<WebhookSource, () => void>();

  function onHomeConnected(): void {
    deliverer.deliverAll().catch((error) => {
      log("waiting_webhooks_not_read", { error: String(error) });
    });
  }

  /** A home that fell silent comes back unannounced; one that left dials again, which is an event of its own. */
  function onHomeUnreachable(): void {
    if (cancelCheck || origin.state().home === "away") return;
    cancelCheck = time.after(CHECK_MS, () => {
      cancelCheck = null;
      if (origin.state().home === "silent") onHomeUnreachable();
      else onHomeConnected();
    });
  }

  /** Where home is connected nowhere, the webhook waits until it dials. */
  function onWaiting(source: WebhookSource): void {
    if (origin.state().home !== "away") deliverer.deliver(source);
    else if (options.notifyHolder) void notify(source, options.notifyHolder);
  }

  async function notify(source: WebhookSource, notifyHolder: NotifyHolder): Promise<void> {
    notifications.get(source)?.();
    notifications.delete(source);
    if (await notifyHolder(`${WEBHOOKS_WAITING_PATH}/${source}`) !== "unheard") return;
    notifications.set(source, time.after(NOTIFY_AGAIN_MS, () => onWaiting(source)));
  }

  return {
    onWaiting,
    onHomeConnected,
    onHomeUnreachable,
    stop() {
      cancelCheck?.();
      for (const cancel of notifications.values()) cancel();
    },
  };
}
