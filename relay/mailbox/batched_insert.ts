/**
 * Writes mail down, durable when it answers. What comes while others are being written goes with the next of them:
 * one statement, one wait for the disk and one line on a metered host's bill for all that came meanwhile.
 */
import type { Sql } from "postgres";
import type { WebhookSource } from "../protocol/webhooks.ts";

export interface NewWebhook {
  readonly source: WebhookSource;
  readonly event: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly bodySha256: Uint8Array;
  readonly checked: boolean;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** "other": the same name was given to something else before. */
export type StoreOutcome = "new" | "again" | "other";

interface Waiting extends PromiseWithResolvers<StoreOutcome> {
  readonly mail: NewWebhook;
}

/** Statements at once: one that hangs must not hold all others. */
const LANES = 4;
const TOGETHER_MAX = 64;
const TOGETHER_BYTES_MAX = 1024 * 1024;
/** Of PostgreSQL: it is one webhook's contents that cannot be written, not the database that cannot write. */
const DATA_FAULT = /^22/;

export function createBatchedInsert(sql: Sql): (mail: NewWebhook) => Promise<StoreOutcome> {
  let queue: Waiting[] = [];
  let lanes = 0;

  async function work(): Promise<void> {
    lanes++;
    for (let some = next(); some.length > 0; some = next()) await keepOrFail(some);
    lanes--;
  }

  /** The oldest, each name once: the second webhook of a name is judged by what is kept of the first. */
  function next(): Waiting[] {
    const names = new Set<string>();
    let bytes = 0;
    const [some, rest]: [Waiting[], Waiting[]] = [[], []];
    for (const one of queue) {
      bytes += one.mail.body.length;
      const fits = some.length === 0 || some.length < TOGETHER_MAX && bytes <= TOGETHER_BYTES_MAX;
      if (!fits || names.has(nameOf(one.mail))) rest.push(one);
      else names.add(nameOf(one.mail)), some.push(one);
    }
    queue = rest;
    return some;
  }

  async function keepOrFail(some: readonly Waiting[]): Promise<void> {
    try {
      const kept = await keep(some.map(({ mail }) => mail));
      await Promise.all(some.map(async ({ mail, resolve, reject }) => {
        if (kept.has(nameOf(mail))) resolve("new");
        else {await isEqualConstantTime(mail).then((same) =>
            resolve(same ? "again" : "other"), reject);}
      }));
    } catch (error) {
      if (some.length > 1 && isDataFault(error)) {
        for (const one of some) await keepOrFail([one]);
      } else for (const { reject } of some) reject(error);
    }
  }

  async function keep(mail: readonly NewWebhook[]): Promise<ReadonlySet<string>> {
    const rows = await sql<Pick<NewWebhook, "source" | "event">[]>`
      insert into mail (source, event, body_sha256, received_at, headers, body, checked)
      select source, event, decode(hash, 'hex'), received_at::timestamptz, headers::json,
        decode(body, 'base64'), checked::boolean
      from unnest(
        ${mail.map(({ source }) => source)}::text[],
        ${mail.map(({ event }) => event)}::text[],
        ${mail.map(({ bodySha256 }) => bodySha256.toHex())}::text[],
        ${mail.map(({ receivedAt }) => new Date(receivedAt).toISOString())}::text[],
        ${mail.map(({ headers }) => JSON.stringify(headers))}::text[],
        ${mail.map(({ body }) => body.toBase64())}::text[],
        ${mail.map(({ checked }) => String(checked))}::text[]
      ) as mail (source, event, hash, received_at, headers, body, checked)
      on conflict (source, event) do nothing returning source, event`;
    return new Set(rows.map(nameOf));
  }

  async function isEqualConstantTime({ source, event, bodySha256 }: NewWebhook): Promise<boolean> {
    const [same] = await sql`
      select 1 from mail
      where source = ${source} and event = ${event} and body_sha256 = ${bodySha256}`;
    return same !== undefined;
  }

  return (mail) => {
    const waiting = { mail, ...Promise.withResolvers<StoreOutcome>() };
    queue.push(waiting);
    if (lanes < LANES) void work();
    return waiting.promise;
  };
}

const nameOf = ({ source, event }: Pick<NewWebhook, "source" | "event">): string =>
  `${source} ${event}`;

function isDataFault(error: unknown): boolean {
  return error instanceof Error && "code" in error && DATA_FAULT.test(String(error.code));
}
