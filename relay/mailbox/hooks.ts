/** POST /hooks/:source. A 2xx is a promise: it is given when the webhook is safe, never before. */
import { readBody } from "../bodies.ts";
import { MAIL_BYTES_MAX, type Source, type SourceAccess, SOURCES } from "../protocol_mail.ts";
import { newTraceparent, readTraceparent, TRACEPARENT } from "../protocol_trace.ts";
import type { Capacity } from "./capacity.ts";
import type { Mailbox } from "./mailbox.ts";
import type { WebhookSecrets } from "./secrets.ts";
import type { NewMail, Taken } from "./taking.ts";
import { EVENT_CHARS_MAX, eventOf, isGenuine, sha256 } from "./signatures.ts";
import { Spent, type UnsignedBudget } from "./unsigned_budget.ts";

export interface HooksOptions {
  readonly mailbox: Pick<Mailbox, "take">;
  readonly capacity: Pick<Capacity, "reserve">;
  readonly unsignedBudget: Pick<UnsignedBudget, "spend">;
  readonly secrets: WebhookSecrets;
  /** Open without a secret. */
  readonly unsigned: ReadonlySet<Source>;
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Called after a new webhook is safe. */
  readonly taken: (source: Source) => void;
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
export function hookOf(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}

/** How each source is open, by what the relay can check. */
export function accessBySource(
  { secrets, unsigned }: Pick<HooksOptions, "secrets" | "unsigned">,
): Readonly<Record<Source, SourceAccess>> {
  const access = (source: Source): SourceAccess =>
    secrets[source] ? "signed" : unsigned.has(source) ? "unsigned" : "closed";
  return Object.fromEntries(SOURCES.map((source) => [source, access(source)])) as Record<
    Source,
    SourceAccess
  >;
}

export function createHooks(options: HooksOptions) {
  const { mailbox, capacity, unsignedBudget, secrets, now, log, taken } = options;
  const access = accessBySource(options);

  /** What is kept after the sender gave up waiting goes home too. */
  async function keep(webhook: NewMail): Promise<Taken | "full"> {
    if (!await capacity.reserve(webhook.body.length)) return "full";
    const outcome = await mailbox.take(webhook);
    if (outcome === "new") taken(webhook.source);
    return outcome;
  }

  async function answerKept(webhook: NewMail): Promise<Response> {
    const { source, checked, body } = webhook;
    try {
      const keeping = () => keep(webhook);
      const outcome = await inTime(
        checked ? keeping() : unsignedBudget.spend(body.length, keeping),
      );
      if (outcome instanceof Spent) {
        log("hook_over_budget", { source });
        return refuse(429, "unsigned webhooks: no more for now", outcome.retryAfterSeconds);
      }
      if (outcome === "full") {
        log("mailbox_full", { source });
        return refuse(503, "the mailbox is full, send it again", FULL_RETRY_AFTER_SECONDS);
      }
      if (outcome === "other") return answer(409, "this id was used for another message");
      return answer(outcome === "new" ? 202 : 200, outcome === "new" ? "kept" : "kept before");
    } catch (error) {
      log("hook_not_kept", { source, error: String(error) });
      return refuse(503, "not kept, send it again", RETRY_AFTER_SECONDS);
    }
  }

  return async (request: Request, name: string): Promise<Response> => {
    const source = SOURCES.find((known) => known === name);
    if (!source) return answer(404, "no such source");
    if (request.method !== "POST") return answer(405, "POST only", { allow: "POST" });
    if (access[source] === "closed") {
      log("hook_closed", { source });
      return answer(401, `closed: the relay has no secret to check webhooks of ${source} with`);
    }
    const receivedAt = now();
    const { headers } = request;
    const body = await bodyOf(request);
    if (!body) return answer(413, `at most ${MAIL_BYTES_MAX} bytes`);
    const bodySha256 = sha256(body);
    const event = eventOf(source, { headers, bodySha256 });
    if (event === null) {
      return answer(400, `an id has at most ${EVENT_CHARS_MAX} characters, and no dot`);
    }
    const secret = secrets[source];
    if (secret && !isGenuine(source, { headers, body, at: receivedAt }, secret)) {
      log("hook_refused", { source });
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
  if (Number(headers.get("content-length") ?? 0) > MAIL_BYTES_MAX) return null;
  return await readBody(body, MAIL_BYTES_MAX);
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
