/**
 * Brings mail home: one after the other for each source, so that a sender's order is kept; as often as it takes
 * while home is away; and put aside with its reason when home keeps refusing it, so that the rest goes on.
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
  /** @returns home's answer, or null when home cannot be reached. Never throws. */
  readonly send: (webhook: RelayedWebhook, signal: AbortSignal) => Promise<HomeReply | null>;
  /** HMAC-SHA256 with the shared key, in hex. */
  readonly sign: (text: string) => string;
  /** Calls back once; returns how to call it off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface WebhookDeliverer {
  /** Mail of this source waits: it goes now, or after the pause that the source is in. */
  deliver(source: WebhookSource): void;
  /** Home is reachable: everything that waits goes, if not now, then when the database is back. */
  deliverAll(): Promise<void>;
  stop(): Promise<void>;
}

const PAGE = 50;
/** With the delays below: about four minutes of a home that answers, but refuses. */
export const ATTEMPTS_MAX = 8;
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 120_000;
/** Home can take none just now, as with a full disk: no webhook is to blame, and none is put aside for it. */
const NOT_NOW = 503;
const NOT_NOW_ATTEMPTS = 3;

export function createWebhookDeliverer(options: WebhookDelivererOptions): WebhookDeliverer {
  const { mailbox, send, sign, after, random, log } = options;
  const rounds = new Map<WebhookSource, Promise<void>>();
  /** Told while a round was going on: it may have looked too early. */
  const again = new Set<WebhookSource>();
  const retries = new Map<WebhookSource, () => void>();
  const stopping = new AbortController();

  /** A pause after a refusal holds, however much mail comes: else a busy source's webhook would be put aside at once. */
  function deliver(source: WebhookSource): void {
    if (!retries.has(source)) go(source);
  }

  function go(source: WebhookSource): void {
    if (stopping.signal.aborted) return;
    callOff(source);
    if (rounds.has(source)) return void again.add(source);
    const round = deliverWaiting(source)
      .catch((error) => {
        log("webhook_delivery_failed", { source, error: String(error) });
        later(source, 1);
      })
      .finally(() => {
        rounds.delete(source);
        if (again.delete(source)) deliver(source);
      });
    rounds.set(source, round);
  }

  function later(source: WebhookSource, attempts: number): void {
    if (stopping.signal.aborted) return;
    const most = Math.min(RETRY_MS_MIN * 2 ** attempts, RETRY_MS_MAX);
    callOff(source);
    retries.set(source, after(most / 2 + random() * most / 2, () => go(source)));
  }

  function callOff(source: WebhookSource): void {
    retries.get(source)?.();
    retries.delete(source);
  }

  async function deliverWaiting(source: WebhookSource): Promise<void> {
    for (;;) {
      const page = await mailbox.listWaiting(source, PAGE);
      if (page.length === 0 || !await deliverPage(source, page)) return;
    }
  }

  /** @returns whether to go on */
  async function deliverPage(
    source: WebhookSource,
    page: readonly WaitingWebhook[],
  ): Promise<boolean> {
    const taken: number[] = [];
    try {
      for (const mail of page) {
        if (stopping.signal.aborted) return false;
        const answer = await send(signedWebhookOf(mail), stopping.signal);
        // Away: whoever sees it come back wakes us.
        if (answer === null) return false;
        if (answer.status >= 200 && answer.status < 300) taken.push(mail.id);
        else if (!await refused(source, mail, answer)) return false;
      }
      return true;
    } finally {
      if (taken.length > 0) await mailbox.markDelivered(taken);
    }
  }

  /** @returns whether it was put aside, so that the next one's turn has come */
  async function refused(
    source: WebhookSource,
    mail: WaitingWebhook,
    answer: HomeReply,
  ): Promise<boolean> {
    if (answer.status === NOT_NOW) {
      later(source, NOT_NOW_ATTEMPTS);
      return false;
    }
    const attempts = await mailbox.countFailure(mail.id);
    if (attempts < ATTEMPTS_MAX) {
      later(source, attempts);
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
        for (const source of await mailbox.listWaitingSources()) go(source);
      } catch (error) {
        log("waiting_webhooks_not_read", { error: String(error) });
        // Home may stay connected for days, and the next mail be as far: whoever has some is found out one by one.
        for (const source of WEBHOOK_SOURCES) later(source, 1);
      }
    },
    async stop() {
      stopping.abort();
      for (const callOff of retries.values()) callOff();
      await Promise.all(rounds.values());
    },
  };
}
