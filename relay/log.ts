/** Structured logs: one line of JSON an event. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Readonly<
  Record<LogLevel, (event: string, details?: Record<string, unknown>) => void>
>;

export interface LogOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What is below it is not written. */
  readonly level: LogLevel;
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
}

export function createLog({ now, level, write }: LogOptions): Log {
  const lowest = LOG_LEVELS.indexOf(level);
  const at = (level: LogLevel) => (event: string, details: Record<string, unknown> = {}) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    const time = new Date(now()).toISOString();
    write(JSON.stringify({ time, level, event, ...details }, readable));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export const silentLog: Log = createLog({ now: () => 0, level: "error", write: () => {} });

/** JSON has no errors of its own. */
function readable(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
