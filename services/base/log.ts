/** Structured logs: one line of JSON an event, with the request's id where there is one. */
import type { Clock } from "./clock.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type LogLevel = (typeof LEVELS)[number];

export type LogFields = Record<string, unknown>;

export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

interface LoggerOptions {
  readonly clock: Clock;
  /** Entries below this level are not written. */
  readonly level: LogLevel;
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
}

export function createLogger({ clock, level, write }: LoggerOptions): Logger {
  const lowest = LEVELS.indexOf(level);
  const at = (level: LogLevel) => (event: string, fields: LogFields = {}) => {
    if (LEVELS.indexOf(level) < lowest) return;
    const time = new Date(clock.now()).toISOString();
    write(JSON.stringify({ time, level, event, ...fields }, readable));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export const silentLogger: Logger = createLogger({
  clock: { now: () => 0 },
  level: "error",
  write: () => {},
});

/** JSON has no errors of its own: without this they would be written as `{}`. */
function readable(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
