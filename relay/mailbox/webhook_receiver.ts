/** POST /hooks/:source. A 2xx is a promise: it is given when the webhook is safe, never before. */
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
  readonly unsignedQuota: Pick<UnsignedQuota, "spend">;
  readonly secrets: WebhookSecrets;
  /** Open without a secret. */
  readonly unsigned: ReadonlySet<WebhookSource>;
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Called after a new webhook is safe. */
  readonly onStored: (source: WebhookSource) => void;
}

const PATH = /^\/hooks\/([a-z0-9-]{1,40})\/?$/;
const RETRY_AFTER_SECONDS = 30;
/** Room is made by home, which takes what waits, and by days that pass. */
const FULL_RETRY_AFTER_SECONDS = 600;
/** A database that does not answer must not keep senders waiting: they would take it for a broken address. */
const KEEP_MS_MAX = 4_000;
/** Longer ones belong to nobody's signature. */
const HEADER_CHARS_MAX = 2_000;
/** What a message needs to be checked and understood at home; no cookies, no addresses. */
const KEPT_HEADERS =
  /^(content-type|user-agent|sign|sendcloud-.+|webhook-.+|svix-.+|x-vpi-.+|x-.+-signature)$/;

/** @returns the name of a source, known or not; null for paths that are not hooks */
export function webhookSourceOf(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}

/** How each source is open, by what the relay can check. */
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

  /** What is kept after the sender gave up waiting goes home too. */
  async function keep(webhook: NewWebhook): Promise<StoreOutcome | "full"> {
    if (!await capacity.reserve(webhook.body.length)) return "full";
    const outcome = await mailbox.store(webhook);
    if (outcome === "new") onStored(webhook.source);
    return outcome;
  }

  async function answerKept(webhook: NewWebhook): Promise<Response> {
    const { source, checked, body } = webhook;
    try {
      const keeping = () => keep(webhook);
      const outcome = await inTime(
        checked ? keeping() : unsignedQuota.spend(body.length, keeping),
      );
      if (outcome instanceof QuotaExceeded) {
        log("unsigned_quota_exceeded", { source });
        return refuse(429, "unsigned webhooks: no more for now", outcome.retryAfterSeconds);
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
    const body = await bodyOf(request);
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
    return await answerKept({
      ...{ source, event, receivedAt, body, bodySha256 },
      headers: keptHeaders(headers, traceparent),
      checked: secret !== undefined,
    });
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the database does not answer")), KEEP_MS_MAX);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns null past the limit */
async function bodyOf({ headers, body }: Request): Promise<Uint8Array | null> {
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
