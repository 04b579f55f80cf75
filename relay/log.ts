/** Structured log: one line of JSON per event. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Readonly<
  Record<LogLevel, (event: string, details?: Record<string, unknown>) => void>
>;

export interface LogOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Events below this level are not written. */
  readonly level: LogLevel;
  /** Writes one line, which comes without a line break. */
  readonly write: (line: string) => void;
}

export function createLog({ now, level, write }: LogOptions): Log {
  const lowest = LOG_LEVELS.indexOf(level);
  const at = (level: LogLevel) => (event: string, details: Record<string, unknown> = {}) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    const time = new Date(now()).toISOString();
    write(JSON.stringify({ time, level, event, ...details }, errorAsJson));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export const silentLog: Log = createLog({ now: () => 0, level: "error", write: () => {} });

/** JSON.stringify would write an Error as {}. */
function errorAsJson(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
