/** Receives webhooks at `POST /hooks/:source`. Answers 2xx only after the webhook is stored. */
import { readBody } from "../calls/request_body.ts";
import {
  type SourceAccess,
  WEBHOOK_BYTES_MAX,
  WEBHOOK_SOURCES,
  type WebhookSource,
} from "../protocol/webhooks.ts";
import { newTraceparent, readTraceparent, TRACEPARENT } from "../shared/trace_context.ts";
import type { Capacity } from "./capacity.ts";
import type { Mailbox } from "./mailbox.ts";
import {
  EVENT_ID_CHARS_MAX,
  eventIdOf,
  isSignatureValid,
  sha256,
  type WebhookSecrets,
} from "./webhook_signatures.ts";
import type { NewWebhook, StoreOutcome } from "./batched_insert.ts";
import { QuotaExceeded, type UnsignedQuota } from "./unsigned_quota.ts";

export interface WebhookReceiverOptions {
  readonly mailbox: Pick<Mailbox, "store">;
  readonly capacity: Pick<Capacity, "reserve">;
  readonly unsignedQuota: Pick<UnsignedQuota, "storeWithin">;
  readonly secrets: WebhookSecrets;
  /** Accepted without a secret. */
  readonly unsigned: ReadonlySet<WebhookSource>;
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Called after a new webhook is stored. */
  readonly onStored: (source: WebhookSource) => void;
}

const PATH = /^\/hooks\/([a-z0-9-]{1,40})\/?$/;
const RETRY_AFTER_SECONDS = 30;
/** Room comes with deliveries to home, and with time. */
const FULL_RETRY_AFTER_SECONDS = 600;
/** Senders take a slow answer for a broken address. */
const STORE_MS_MAX = 4_000;
/** No sender's signature is longer. */
const HEADER_CHARS_MAX = 2_000;
/** Headers that home needs to check and understand a webhook; no cookies, no addresses. */
const KEPT_HEADERS =
  /^(content-type|user-agent|sign|sendcloud-.+|webhook-.+|svix-.+|x-vpi-.+|x-.+-signature)$/;

/** @returns the source that a path names, known or not; null for other paths */
export function webhookSourceOf(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}

/** @returns for each source whether its webhooks are checked, unchecked or refused */
export function accessBySource(
  { secrets, unsigned }: Pick<WebhookReceiverOptions, "secrets" | "unsigned">,
): Readonly<Record<WebhookSource, SourceAccess>> {
  const access = (source: WebhookSource): SourceAccess =>
    secrets[source] ? "signed" : unsigned.has(source) ? "unsigned" : "closed";
  return Object.fromEntries(WEBHOOK_SOURCES.map((source) => [source, access(source)])) as Record<
    WebhookSource,
    SourceAccess
  >;
}

export function createWebhookReceiver(options: WebhookReceiverOptions) {
  const { mailbox, capacity, unsignedQuota, secrets, now, log, onStored } = options;
  const access = accessBySource(options);

  /** A webhook that is stored after the time limit is delivered too. */
  async function store(webhook: NewWebhook): Promise<StoreOutcome | "full"> {
    if (!await capacity.reserve(webhook.body.length)) return "full";
    const outcome = await mailbox.store(webhook);
    if (outcome === "new") onStored(webhook.source);
    return outcome;
  }

  async function storeAndAnswer(webhook: NewWebhook): Promise<Response> {
    const { source, checked, body } = webhook;
    try {
      const storing = () => store(webhook);
      const outcome = await withTimeLimit(
        checked ? storing() : unsignedQuota.storeWithin(body.length, storing),
      );
      if (outcome instanceof QuotaExceeded) {
        log("unsigned_quota_exceeded", { source });
        return refuse(429, "the quota of unsigned webhooks is used up", outcome.retryAfterSeconds);
      }
      if (outcome === "full") {
        log("mailbox_full", { source });
        return refuse(503, "the mailbox is full, send it again", FULL_RETRY_AFTER_SECONDS);
      }
      if (outcome === "other") return answer(409, "this id was used for another message");
      return answer(outcome === "new" ? 202 : 200, outcome === "new" ? "kept" : "kept before");
    } catch (error) {
      log("webhook_not_stored", { source, error: String(error) });
      return refuse(503, "not kept, send it again", RETRY_AFTER_SECONDS);
    }
  }

  return async (request: Request, name: string): Promise<Response> => {
    const source = WEBHOOK_SOURCES.find((known) => known === name);
    if (!source) return answer(404, "no such source");
    if (request.method !== "POST") return answer(405, "POST only", { allow: "POST" });
    if (access[source] === "closed") {
      log("webhook_source_closed", { source });
      return answer(401, `closed: the relay has no secret to check webhooks of ${source} with`);
    }
    const receivedAt = now();
    const { headers } = request;
    const body = await readWebhookBody(request);
    if (!body) return answer(413, `at most ${WEBHOOK_BYTES_MAX} bytes`);
    const bodySha256 = sha256(body);
    const event = eventIdOf(source, { headers, bodySha256 });
    if (event === null) {
      return answer(400, `an id has at most ${EVENT_ID_CHARS_MAX} characters, and no dot`);
    }
    const secret = secrets[source];
    if (secret && !isSignatureValid(source, { headers, body, at: receivedAt }, secret)) {
      log("webhook_signature_invalid", { source });
      return answer(401, "the signature does not match");
    }
    const traceparent = readTraceparent(headers.get(TRACEPARENT)) ?? newTraceparent();
    return await storeAndAnswer({
      ...{ source, event, receivedAt, body, bodySha256 },
      headers: keptHeaders(headers, traceparent),
      checked: secret !== undefined,
    });
  };
}

async function withTimeLimit<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the database does not answer")), STORE_MS_MAX);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns null past the limit */
async function readWebhookBody({ headers, body }: Request): Promise<Uint8Array | null> {
  if (Number(headers.get("content-length") ?? 0) > WEBHOOK_BYTES_MAX) return null;
  return await readBody(body, WEBHOOK_BYTES_MAX);
}

function keptHeaders(headers: Headers, traceparent: string): Record<string, string> {
  const kept = [...headers].filter(([name, value]) =>
    KEPT_HEADERS.test(name) && value.length <= HEADER_CHARS_MAX
  );
  return { ...Object.fromEntries(kept), [TRACEPARENT]: traceparent };
}

function refuse(status: number, message: string, retryAfterSeconds: number): Response {
  return answer(status, message, { "retry-after": String(retryAfterSeconds) });
}

function answer(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers });
}
