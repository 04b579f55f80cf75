/**
 * Delivers webhooks to home, one after the other per source so that their order is kept. Retries while home
 * refuses one, then parks it with the reason, so that the next ones are delivered.
 */
import type { HomeReply } from "../calls/call_home.ts";
import {
  type RelayedWebhook,
  signedWebhookText,
  WEBHOOK_SOURCES,
  type WebhookSource,
} from "../protocol/webhooks.ts";
import type { Mailbox, WaitingWebhook } from "./mailbox.ts";

export interface WebhookDelivererOptions {
  readonly mailbox: Mailbox;
  /** Sends one webhook to home; never throws. @returns null when home cannot be reached */
  readonly send: (webhook: RelayedWebhook, signal: AbortSignal) => Promise<HomeReply | null>;
  /** HMAC-SHA256 with the shared key, in hex. */
  readonly sign: (text: string) => string;
  /** Calls `run` once. @returns how to cancel it */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface WebhookDeliverer {
  /** Delivers what waits of this source, now or after the source's current pause. */
  deliver(source: WebhookSource): void;
  /** Home can be reached: delivers everything that waits, or tries again later where the database is down. */
  deliverAll(): Promise<void>;
  stop(): Promise<void>;
}

const PAGE_ROWS = 50;
/** With the delays below, about four minutes of refusals. */
export const ATTEMPTS_MAX = 8;
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 120_000;
/** With this status home refuses every webhook for now, for example with a full disk: none is parked for it. */
const UNAVAILABLE = 503;
const UNAVAILABLE_ATTEMPTS = 3;

export function createWebhookDeliverer(options: WebhookDelivererOptions): WebhookDeliverer {
  const { mailbox, send, sign, after, random, log } = options;
  const runs = new Map<WebhookSource, Promise<void>>();
  /** Sources that were announced during a run, which may have read the mailbox too early. */
  const announcedAgain = new Set<WebhookSource>();
  const retries = new Map<WebhookSource, () => void>();
  const stopping = new AbortController();

  /**
   * The pause after a refusal holds also when further webhooks arrive; otherwise a busy source's webhook would
   * use up its attempts at once.
   */
  function deliver(source: WebhookSource): void {
    if (!retries.has(source)) start(source);
  }

  function start(source: WebhookSource): void {
    if (stopping.signal.aborted) return;
    cancelRetry(source);
    if (runs.has(source)) return void announcedAgain.add(source);
    const run = deliverWaiting(source)
      .catch((error) => {
        log("webhook_delivery_failed", { source, error: String(error) });
        retryLater(source, 1);
      })
      .finally(() => {
        runs.delete(source);
        if (announcedAgain.delete(source)) deliver(source);
      });
    runs.set(source, run);
  }

  function retryLater(source: WebhookSource, attempts: number): void {
    if (stopping.signal.aborted) return;
    const max = Math.min(RETRY_MS_MIN * 2 ** attempts, RETRY_MS_MAX);
    cancelRetry(source);
    retries.set(source, after(max / 2 + random() * max / 2, () => start(source)));
  }

  function cancelRetry(source: WebhookSource): void {
    retries.get(source)?.();
    retries.delete(source);
  }

  async function deliverWaiting(source: WebhookSource): Promise<void> {
    for (;;) {
      const page = await mailbox.listWaiting(source, PAGE_ROWS);
      if (page.length === 0 || !await deliverPage(source, page)) return;
    }
  }

  /** @returns whether to go on with the next page */
  async function deliverPage(
    source: WebhookSource,
    page: readonly WaitingWebhook[],
  ): Promise<boolean> {
    const deliveredIds: number[] = [];
    try {
      for (const mail of page) {
        if (stopping.signal.aborted) return false;
        const answer = await send(signedWebhookOf(mail), stopping.signal);
        // The caller starts the delivery again when home is back.
        if (answer === null) return false;
        if (answer.status >= 200 && answer.status < 300) deliveredIds.push(mail.id);
        else if (!await handleRefusal(source, mail, answer)) return false;
      }
      return true;
    } finally {
      if (deliveredIds.length > 0) await mailbox.markDelivered(deliveredIds);
    }
  }

  /** @returns whether the webhook was parked, so that the next one follows */
  async function handleRefusal(
    source: WebhookSource,
    mail: WaitingWebhook,
    answer: HomeReply,
  ): Promise<boolean> {
    if (answer.status === UNAVAILABLE) {
      retryLater(source, UNAVAILABLE_ATTEMPTS);
      return false;
    }
    const attempts = await mailbox.countFailure(mail.id);
    if (attempts < ATTEMPTS_MAX) {
      retryLater(source, attempts);
      return false;
    }
    await mailbox.park(mail.id, `${answer.status} ${answer.text}`.trim());
    log("webhook_parked", { source, id: mail.id, status: answer.status });
    return true;
  }

  function signedWebhookOf(mail: WaitingWebhook): RelayedWebhook {
    const { id, source, event, receivedAt, checked, headers } = mail;
    const body = mail.body.toBase64();
    const signature = sign(signedWebhookText({ id, source, event, receivedAt, checked, body }));
    return { id, source, event, receivedAt, checked, headers, body, signature };
  }

  return {
    deliver,
    async deliverAll() {
      try {
        for (const source of await mailbox.listWaitingSources()) start(source);
      } catch (error) {
        log("waiting_webhooks_not_read", { error: String(error) });
        // Home may stay connected for days and the next webhook be far off: each source is tried again.
        for (const source of WEBHOOK_SOURCES) retryLater(source, 1);
      }
    },
    async stop() {
      stopping.abort();
      for (const cancelRetry of retries.values()) cancelRetry();
      await Promise.all(runs.values());
    },
  };
}
