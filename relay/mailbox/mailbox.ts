/** What waits for home, in Postgres. Works through a transaction-mode pooler. */
import type { Sql } from "postgres";
import {
  KEPT_DAYS,
  type MailLine,
  type MailList,
  type MailState,
  type Source,
} from "../protocol_mail.ts";
import { createTaking, type NewMail, type Taken } from "./taking.ts";

export interface WaitingMail extends Omit<NewMail, "bodySha256"> {
  readonly id: number;
  readonly attempts: number;
}

export interface Mailbox {
  /** Durable when it answers. "other": the same name was given to something else before. */
  take(mail: NewMail): Promise<Taken>;
  sourcesWaiting(): Promise<Source[]>;
  /** The oldest that wait, in order. */
  waiting(source: Source, limit: number): Promise<WaitingMail[]>;
  delivered(ids: readonly number[]): Promise<void>;
  /** @returns how often it was tried now */
  failed(id: number): Promise<number>;
  park(id: number, why: string): Promise<void>;
  /** @returns its source, or null where there is no such mail */
  replay(id: number): Promise<Source | null>;
  list(state: MailState, before: number | null): Promise<MailList>;
  /** Lets go of what home has had for long. */
  tidy(): Promise<number>;
}

const LINES_MAX = 100;
const WHY_CHARS_MAX = 500;

export function createMailbox(sql: Sql): Mailbox {
  return {
    take: createTaking(sql),

    async sourcesWaiting() {
      const rows = await sql<{ source: Source }[]>`
        select distinct source from mail where delivered_at is null and parked_at is null`;
      return rows.map(({ source }) => source);
    },

    async waiting(source, limit) {
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

    async delivered(ids) {
      await sql`update mail set delivered_at = now() where id = any(${[...ids]}::bigint[])`;
    },

    async failed(id) {
      const [row] = await sql<{ attempts: number }[]>`
        update mail set attempts = attempts + 1 where id = ${id} returning attempts`;
      return row?.attempts ?? 0;
    },

    async park(id, why) {
      await sql`
        update mail set parked_at = now(), parked_why = ${why.slice(0, WHY_CHARS_MAX)}
        where id = ${id}`;
    },

    async replay(id) {
      const [row] = await sql<{ source: Source }[]>`
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

    async tidy() {
      const { count } = await sql`
        delete from mail where delivered_at < now() - make_interval(days => ${KEPT_DAYS})`;
      return count;
    },
  };
}

interface WaitingRow extends Omit<WaitingMail, "id" | "receivedAt"> {
  readonly id: string;
  readonly received_at: Date;
}

interface LineRow {
  readonly id: string;
  readonly source: Source;
  readonly event: string;
  readonly received_at: Date;
  readonly attempts: number;
  readonly delivered_at: Date | null;
  readonly parked_at: Date | null;
  readonly parked_why: string | null;
}

function isIn(sql: Sql, state: MailState) {
  if (state === "delivered") return sql`delivered_at is not null`;
  if (state === "parked") return sql`delivered_at is null and parked_at is not null`;
  return sql`delivered_at is null and parked_at is null`;
}

function toLine(row: LineRow): MailLine {
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
