/**
 * The mailbox in Postgres: webhooks that wait for home, and those delivered lately. Works through a
 * transaction-mode pooler.
 */
import type { Sql } from "postgres";
import {
  DELIVERED_DAYS_KEPT,
  type WebhookList,
  type WebhookSource,
  type WebhookState,
  type WebhookSummary,
} from "../protocol/webhooks.ts";
import { createBatchedInsert, type NewWebhook, type StoreOutcome } from "./batched_insert.ts";

export interface WaitingWebhook extends Omit<NewWebhook, "bodySha256"> {
  readonly id: number;
  readonly attempts: number;
}

export interface Mailbox {
  /** Stores a webhook durably. "other": its id belongs to a different webhook. */
  store(webhook: NewWebhook): Promise<StoreOutcome>;
  listWaitingSources(): Promise<WebhookSource[]>;
  /** The oldest waiting webhooks of a source, in order. */
  listWaiting(source: WebhookSource, limit: number): Promise<WaitingWebhook[]>;
  markDelivered(ids: readonly number[]): Promise<void>;
  /** @returns the number of attempts so far */
  countFailure(id: number): Promise<number>;
  park(id: number, why: string): Promise<void>;
  /** Lets a webhook wait again. @returns its source, or null where it does not exist */
  requeue(id: number): Promise<WebhookSource | null>;
  list(state: WebhookState, before: number | null): Promise<WebhookList>;
  /** Deletes webhooks that were delivered long ago. @returns how many */
  deleteOldDelivered(): Promise<number>;
}

const LINES_MAX = 100;
const WHY_CHARS_MAX = 500;

export function createMailbox(sql: Sql): Mailbox {
  return {
    store: createBatchedInsert(sql),

    async listWaitingSources() {
      const rows = await sql<{ source: WebhookSource }[]>`
        select distinct source from mail where delivered_at is null and parked_at is null`;
      return rows.map(({ source }) => source);
    },

    async listWaiting(source, limit) {
      const rows = await sql<WaitingRow[]>`
        select id::text, source, event, received_at, headers, body, checked, attempts from mail
        where source = ${source} and delivered_at is null and parked_at is null
        order by mail.id limit ${limit}`;
      return rows.map(({ id, received_at, ...row }) => ({
        ...row,
        id: Number(id),
        receivedAt: received_at.getTime(),
      }));
    },

    async markDelivered(ids) {
      await sql`update mail set delivered_at = now() where id = any(${[...ids]}::bigint[])`;
    },

    async countFailure(id) {
      const [row] = await sql<{ attempts: number }[]>`
        update mail set attempts = attempts + 1 where id = ${id} returning attempts`;
      return row?.attempts ?? 0;
    },

    async park(id, why) {
      await sql`
        update mail set parked_at = now(), parked_why = ${why.slice(0, WHY_CHARS_MAX)}
        where id = ${id}`;
    },

    async requeue(id) {
      const [row] = await sql<{ source: WebhookSource }[]>`
        update mail
        set parked_at = null, parked_why = null, delivered_at = null, attempts = 0
        where id = ${id} returning source`;
      return row?.source ?? null;
    },

    async list(state, before) {
      const [lines, [counts]] = await Promise.all([
        sql<LineRow[]>`
          select id::text, source, event, received_at, attempts, delivered_at, parked_at, parked_why
          from mail
          where (${before}::bigint is null or id < ${before}::bigint) and ${isIn(sql, state)}
          order by mail.id desc limit ${LINES_MAX}`,
        sql<{ waiting: number; parked: number }[]>`
          select count(*) filter (where parked_at is null)::int as waiting,
            count(*) filter (where parked_at is not null)::int as parked
          from mail where delivered_at is null`,
      ]);
      return { lines: lines.map(toLine), waiting: counts!.waiting, parked: counts!.parked };
    },

    async deleteOldDelivered() {
      const { count } = await sql`
        delete from mail where delivered_at < now() - make_interval(days => ${DELIVERED_DAYS_KEPT})`;
      return count;
    },
  };
}

interface WaitingRow extends Omit<WaitingWebhook, "id" | "receivedAt"> {
  readonly id: string;
  readonly received_at: Date;
}

interface LineRow {
  readonly id: string;
  readonly source: WebhookSource;
  readonly event: string;
  readonly received_at: Date;
  readonly attempts: number;
  readonly delivered_at: Date | null;
  readonly parked_at: Date | null;
  readonly parked_why: string | null;
}

function isIn(sql: Sql, state: WebhookState) {
  if (state === "delivered") return sql`delivered_at is not null`;
  if (state === "parked") return sql`delivered_at is null and parked_at is not null`;
  return sql`delivered_at is null and parked_at is null`;
}

function toLine(row: LineRow): WebhookSummary {
  return {
    id: Number(row.id),
    source: row.source,
    event: row.event,
    receivedAt: row.received_at.getTime(),
    attempts: row.attempts,
    deliveredAt: row.delivered_at?.getTime() ?? null,
    parkedAt: row.parked_at?.getTime() ?? null,
    parkedWhy: row.parked_why,
  };
}
