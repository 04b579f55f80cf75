/** Counts the month's usage of metered hosts as it happens, in memory. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../shared/time.ts";
import {
  type Advice,
  adviceFor,
  COMPUTE_UNITS,
  FREE_TIERS,
  type Level,
  levelOf,
  type MonthlyQuotas,
  SLEEPS_AFTER_MS,
} from "./quotas.ts";

/** Of one day, or a sum. */
export interface Amounts {
  redisCommands: number;
  bytesIn: number;
  bytesOut: number;
  awakeMinutes: number;
}

/** Usage of one day that is not saved yet. */
export interface DayUsage extends Omit<Amounts, "awakeMinutes"> {
  /** "2026-01-31", in UTC. */
  readonly day: string;
  /** Minutes of the day, from 0. */
  readonly awake: number[];
}

export interface UsageState {
  /** "2026-01" */
  readonly month: string;
  /** Whether usage before this process is included. */
  readonly whole: boolean;
  readonly redis: { readonly commands: number; readonly of: number; readonly level: Level };
  readonly postgres: {
    readonly cuHours: number;
    readonly of: number;
    readonly level: Level;
    readonly awake: boolean;
  };
  readonly bytes: { readonly in: number; readonly out: number };
}

export interface UsageCounter {
  redis(commands: number): void;
  /** Call it for each statement that is sent to Postgres. */
  statement(): void;
  bytes(moved: { readonly in?: number; readonly out?: number }): void;
  state(): UsageState;
  advice(): Advice;
  /** Whether a statement of this machine keeps Postgres awake. */
  isDatabaseAwake(): boolean;
  /** @returns the usage since the last call, for saving */
  take(): DayUsage[];
  /** Counts usage again that could not be saved. */
  restoreUnsaved(days: readonly DayUsage[]): void;
  /** Sets the month's saved usage of all machines. */
  learn(month: string, amounts: Amounts): void;
}

export interface UsageCounterOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default FREE_TIERS */
  readonly budgets?: MonthlyQuotas;
}

const NOTHING: Amounts = { redisCommands: 0, bytesIn: 0, bytesOut: 0, awakeMinutes: 0 };
const MINUTES_PER_HOUR = HOUR_MS / MINUTE_MS;
const MINUTES_PER_DAY = DAY_MS / MINUTE_MS;

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

export function createUsageCounter(
  { now, budgets = FREE_TIERS }: UsageCounterOptions,
): UsageCounter {
  const awake = createAwakeTime();
  let days = new Map<string, DayUsage>();
  let written: { readonly month: string; readonly amounts: Amounts } | null = null;

  function dayAt(at: number): DayUsage {
    const day = dayOf(at);
    const known = days.get(day);
    if (known) return known;
    const fresh: DayUsage = { day, redisCommands: 0, bytesIn: 0, bytesOut: 0, awake: [] };
    days.set(day, fresh);
    return fresh;
  }

  function add(given: DayUsage): void {
    const day = dayAt(Date.parse(given.day));
    day.redisCommands += given.redisCommands;
    day.bytesIn += given.bytesIn;
    day.bytesOut += given.bytesOut;
    day.awake.push(...given.awake);
  }

  function amounts(): Amounts {
    const month = monthOf(now());
    const sum = { ...(written?.month === month ? written.amounts : NOTHING) };
    for (const day of days.values()) {
      if (!day.day.startsWith(month)) continue;
      sum.redisCommands += day.redisCommands;
      sum.bytesIn += day.bytesIn;
      sum.bytesOut += day.bytesOut;
      sum.awakeMinutes += day.awake.length;
    }
    return sum;
  }

  const cuHours = (minutes: number) => minutes / MINUTES_PER_HOUR * COMPUTE_UNITS;
  const isDatabaseAwake = () => now() < awake.until();

  function levels() {
    const { redisCommands, awakeMinutes } = amounts();
    return {
      redis: levelOf(redisCommands / budgets.redisCommands),
      postgres: levelOf(cuHours(awakeMinutes) / budgets.cuHours),
    };
  }

  return {
    redis: (commands) => void (dayAt(now()).redisCommands += commands),
    statement() {
      for (const minute of awake.stated(now())) {
        dayAt(minute * MINUTE_MS).awake.push(minute % MINUTES_PER_DAY);
      }
    },
    bytes(moved) {
      const day = dayAt(now());
      day.bytesIn += moved.in ?? 0;
      day.bytesOut += moved.out ?? 0;
    },
    isDatabaseAwake,
    state() {
      const taken = amounts();
      const { redis, postgres } = levels();
      const month = monthOf(now());
      return {
        month,
        whole: written?.month === month,
        redis: { commands: taken.redisCommands, of: budgets.redisCommands, level: redis },
        postgres: {
          cuHours: cuHours(taken.awakeMinutes),
          of: budgets.cuHours,
          level: postgres,
          awake: isDatabaseAwake(),
        },
        bytes: { in: taken.bytesIn, out: taken.bytesOut },
      };
    },
    advice() {
      const { redis, postgres } = levels();
      return adviceFor(redis, postgres);
    },
    take() {
      const taken = [...days.values()];
      days = new Map();
      return taken;
    },
    restoreUnsaved: (given) => given.forEach(add),
    learn: (month, amounts) => void (written = { month, amounts }),
  };
}

export interface AwakeTime {
  /**
   * Call it for a statement. @returns the minutes since 1970 at whose start the database is awake because of
   * it, each once
   */
  stated(at: number): number[];
  /** When it suspends, or did. */
  until(): number;
  /** Total time awake. */
  totalMs(): number;
}

export function createAwakeTime(): AwakeTime {
  let until = -Infinity;
  let totalMs = 0;
  return {
    stated(at) {
      const from = Math.max(at, until);
      const to = at + SLEEPS_AFTER_MS;
      if (to <= from) return [];
      until = to;
      totalMs += to - from;
      const first = Math.ceil(from / MINUTE_MS);
      const count = Math.ceil(to / MINUTE_MS) - first;
      return Array.from({ length: count }, (_, n) => first + n);
    },
    until: () => until,
    totalMs: () => totalMs,
  };
}
