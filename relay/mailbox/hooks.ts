/** POST /hooks/:source. A 2xx is a promise: it is given when the message is safe, never before. */
import { readBody } from "../bodies.ts";
import { MAIL_BYTES_MAX, type Source, SOURCES } from "../protocol_mail.ts";
import type { Mailbox } from "./mailbox.ts";
import type { NewMail } from "./taking.ts";
import { eventOf, isGenuine, sha256 } from "./signatures.ts";

export interface HooksOptions {
  readonly mailbox: Mailbox;
  readonly secrets: Readonly<Partial<Record<Source, string>>>;
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Called after new mail is safe. */
  readonly taken: (source: Source) => void;
}

const PATH = /^\/hooks\/([a-z0-9-]{1,40})\/?$/;
const RETRY_AFTER_SECONDS = 30;
/** A database that does not answer must not keep senders waiting: they would take it for a broken address. */
const KEEP_MS_MAX = 4_000;
/** Longer ones belong to nobody's signature. */
const HEADER_CHARS_MAX = 2_000;
/** What a message needs to be checked and understood at home; no cookies, no addresses. */
const KEPT_HEADERS =
  /^(content-type|user-agent|sign|sendcloud-.+|webhook-.+|svix-.+|x-vpi-.+|x-.+-signature)$/;

/** @returns null for paths that are not hooks */
export function hookOf(path: string): string | null {
  return PATH.exec(path)?.[1] ?? null;
}

export function createHooks(options: HooksOptions) {
  const { mailbox, secrets, now, log, taken } = options;

  /** Also what is kept after nobody waits any more goes home. */
  async function keep(mail: NewMail) {
    const outcome = await mailbox.take(mail);
    if (outcome === "new") taken(mail.source);
    return outcome;
  }

  return async (request: Request, name: string): Promise<Response> => {
    const source = SOURCES.find((known) => known === name);
    if (!source) return answer(404, "no such source");
    if (request.method !== "POST") return answer(405, "POST only", { allow: "POST" });
    const receivedAt = now();
    const body = await bodyOf(request);
    if (!body) return answer(413, `at most ${MAIL_BYTES_MAX} bytes`);
    const signed = { headers: request.headers, body, at: receivedAt };
    const secret = secrets[source];
    if (secret !== undefined && !isGenuine(source, signed, secret)) {
      log("hook_refused", { source });
      return answer(401, "the signature does not match");
    }
    const event = eventOf(source, signed);
    try {
      const mail = {
        source,
        event,
        receivedAt,
        headers: keptHeaders(request.headers),
        body,
        bodySha256: sha256(body),
        checked: secret !== undefined,
      };
      const outcome = await inTime(keep(mail));
      if (outcome === "other") return answer(409, "this id was used for another message");
      return answer(outcome === "new" ? 202 : 200, outcome === "new" ? "kept" : "kept before");
    } catch (error) {
      log("hook_not_kept", { source, error: String(error) });
      return answer(503, "not kept, send it again", { "retry-after": String(RETRY_AFTER_SECONDS) });
    }
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

function keptHeaders(headers: Headers): Record<string, string> {
  const kept = [...headers].filter(([name, value]) =>
    KEPT_HEADERS.test(name) && value.length <= HEADER_CHARS_MAX
  );
  return Object.fromEntries(kept);
}

function answer(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers });
}
