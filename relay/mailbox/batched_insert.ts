/**
 * Stores webhooks durably, many with one statement: those that arrive during a write go with the next one,
 * which saves waits for the disk and billed statements.
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

/** "other": the id belongs to a different webhook. */
export type StoreOutcome = "new" | "again" | "other";

interface Waiting extends PromiseWithResolvers<StoreOutcome> {
  readonly webhook: NewWebhook;
}

/** Concurrent statements: entry that hangs must not block all webhooks. */
const STATEMENTS_MAX = 4;
const BATCH_ROWS_MAX = 64;
const BATCH_BYTES_MAX = 1024 * 1024;
/** PostgreSQL's class of data errors: the contents of one webhook are at fault, not the database. */
const DATA_FAULT = /^22/;

export function createBatchedInsert(sql: Sql): (webhook: NewWebhook) => Promise<StoreOutcome> {
  let queue: Waiting[] = [];
  let running = 0;

  async function writeQueue(): Promise<void> {
    running++;
    for (let batch = next(); batch.length > 0; batch = next()) await insertOrReject(batch);
    running--;
  }

  /** The oldest webhooks, each id once: a second one with the same id is compared with the stored first one. */
  function next(): Waiting[] {
    const ids = new Set<string>();
    let bytes = 0;
    const [batch, rest]: [Waiting[], Waiting[]] = [[], []];
    for (const entry of queue) {
      bytes += entry.webhook.body.length;
      const fits = batch.length === 0 || batch.length < BATCH_ROWS_MAX && bytes <= BATCH_BYTES_MAX;
      if (!fits || ids.has(idOf(entry.webhook))) rest.push(entry);
      else ids.add(idOf(entry.webhook)), batch.push(entry);
    }
    queue = rest;
    return batch;
  }

  async function insertOrReject(batch: readonly Waiting[]): Promise<void> {
    try {
      const inserted = await insert(batch.map(({ webhook }) => webhook));
      await Promise.all(batch.map(async ({ webhook, resolve, reject }) => {
        if (inserted.has(idOf(webhook))) resolve("new");
        else await isStored(webhook).then((same) => resolve(same ? "again" : "other"), reject);
      }));
    } catch (error) {
      if (batch.length > 1 && isDataFault(error)) {
        for (const entry of batch) await insertOrReject([entry]);
      } else for (const { reject } of batch) reject(error);
    }
  }

  async function insert(webhooks: readonly NewWebhook[]): Promise<ReadonlySet<string>> {
    const rows = await sql<Pick<NewWebhook, "source" | "event">[]>`
      insert into mail (source, event, body_sha256, received_at, headers, body, checked)
      select source, event, decode(hash, 'hex'), received_at::timestamptz, headers::json,
        decode(body, 'base64'), checked::boolean
      from unnest(
        ${webhooks.map(({ source }) => source)}::text[],
        ${webhooks.map(({ event }) => event)}::text[],
        ${webhooks.map(({ bodySha256 }) => bodySha256.toHex())}::text[],
        ${webhooks.map(({ receivedAt }) => new Date(receivedAt).toISOString())}::text[],
        ${webhooks.map(({ headers }) => JSON.stringify(headers))}::text[],
        ${webhooks.map(({ body }) => body.toBase64())}::text[],
        ${webhooks.map(({ checked }) => String(checked))}::text[]
      ) as mail (source, event, hash, received_at, headers, body, checked)
      on conflict (source, event) do nothing returning source, event`;
    return new Set(rows.map(idOf));
  }

  async function isStored({ source, event, bodySha256 }: NewWebhook): Promise<boolean> {
    const [same] = await sql`
      select 1 from mail
      where source = ${source} and event = ${event} and body_sha256 = ${bodySha256}`;
    return same !== undefined;
  }

  return (webhook) => {
    const waiting = { webhook, ...Promise.withResolvers<StoreOutcome>() };
    queue.push(waiting);
    if (running < STATEMENTS_MAX) void writeQueue();
    return waiting.promise;
  };
}

const idOf = ({ source, event }: Pick<NewWebhook, "source" | "event">): string =>
  `${source} ${event}`;

function isDataFault(error: unknown): boolean {
  return error instanceof Error && "code" in error && DATA_FAULT.test(String(error.code));
}
