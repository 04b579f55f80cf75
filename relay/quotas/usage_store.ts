/** Saves usage while the database is awake for other work, and reads the usage of other machines. */
import type { Sql } from "postgres";
import type { TimeSource } from "../shared/time.ts";
import { type Amounts, type DayUsage, monthOf, type UsageCounter } from "./usage_counter.ts";

export interface UsageStoreOptions {
  readonly sql: Sql;
  readonly usage: UsageCounter;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface UsageStore {
  /** Call it for each statement: the database is awake then. */
  stated(): void;
  /** Resolves when a running save has ended. */
  settled(): Promise<void>;
  /** Saves now, unless that would wake the database. */
  close(): Promise<void>;
}

/** Minimum time between saves. */
const SAVE_MS = 10 * 60_000;
/** Delay after the statement, so that no other work waits for the save. */
const AFTER_MS = 2_000;
const MINUTES_PER_DAY = 1_440;

export function createUsageStore(options: UsageStoreOptions): UsageStore {
  const { sql, usage, time, now, log } = options;
  let savedAt = -Infinity;
  let callOff: (() => void) | null = null;
  let saving = Promise.resolve();

  async function save(): Promise<void> {
    callOff = null;
    savedAt = time.now();
    const days = usage.take();
    try {
      await write(sql, days);
    } catch (error) {
      usage.restoreUnsaved(days);
      log("usage_not_saved", { error: String(error) });
      return;
    }
    const month = monthOf(now());
    usage.learn(month, await read(sql, month));
  }

  return {
    stated() {
      if (callOff || time.now() - savedAt < SAVE_MS) return;
      callOff = time.after(AFTER_MS, () => {
        saving = save().catch((error) => log("usage_not_read", { error: String(error) }));
      });
    },
    settled: () => saving,
    async close() {
      callOff?.();
      callOff = null;
      await saving;
      if (!usage.isDatabaseAwake()) return;
      await save().catch((error) => log("usage_not_read", { error: String(error) }));
    },
  };
}

async function write(sql: Sql, days: readonly DayUsage[]): Promise<void> {
  if (days.length === 0) return;
  await sql`
    insert into relay_usage as had (day, redis_commands, bytes_in, bytes_out, awake)
    select day, commands, bytes_in, bytes_out, awake::bit(1440) from unnest(
      ${days.map(({ day }) => day)}::date[], ${days.map((day) => day.redisCommands)}::bigint[],
      ${days.map((day) => day.bytesIn)}::bigint[], ${days.map((day) => day.bytesOut)}::bigint[],
      ${days.map(({ awake }) => bits(awake))}::text[]
    ) as given (day, commands, bytes_in, bytes_out, awake)
    order by day
    on conflict (day) do update set
      redis_commands = had.redis_commands + excluded.redis_commands,
      bytes_in = had.bytes_in + excluded.bytes_in,
      bytes_out = had.bytes_out + excluded.bytes_out,
      awake = had.awake | excluded.awake`;
}

async function read(sql: Sql, month: string): Promise<Amounts> {
  const [row] = await sql<Record<keyof Amounts, string>[]>`
    select coalesce(sum(redis_commands), 0)::text as "redisCommands",
      coalesce(sum(bytes_in), 0)::text as "bytesIn", coalesce(sum(bytes_out), 0)::text as "bytesOut",
      coalesce(sum(bit_count(awake)), 0)::text as "awakeMinutes"
    from relay_usage
    where day >= ${`${month}-01`}::date and day < ${`${month}-01`}::date + interval '1 month'`;
  return {
    redisCommands: Number(row!.redisCommands),
    bytesIn: Number(row!.bytesIn),
    bytesOut: Number(row!.bytesOut),
    awakeMinutes: Number(row!.awakeMinutes),
  };
}

function bits(minutes: readonly number[]): string {
  const all = Array<string>(MINUTES_PER_DAY).fill("0");
  for (const minute of minutes) all[minute] = "1";
  return all.join("");
}
