/** Connects to Redis so that no caller waits long: everything Redis is used for also works without it. */
import { type Command, Redis } from "ioredis";

const CONNECT_MS = 3_000;
/** Hosted servers close idle connections silently; a command on a dead one must end. */
const COMMAND_MS = 1_000;
/** A connection that does not answer commands for so long is replaced. */
const SILENCE_MS_MAX = 3 * COMMAND_MS;
const RETRY_MS_MIN = 100;
/** Hosts count failed connection attempts of an exceeded quota too. */
const RETRY_MS_MAX = 60_000;
/** Hosts do not document how they bill commands inside scripts; each script here is counted as this many. */
const SCRIPT_COMMANDS = 4;

export interface RedisOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** A private certificate authority, in PEM. */
  readonly authority?: string;
  /** Called with the number of commands as the host counts them, connection set-up included. */
  readonly counted?: (commands: number) => void;
}

/**
 * Connects in the background. While it is not connected, commands fail at once and none is queued. Uses RESP3
 * where the server can: one connection then subscribes and sends commands.
 */
export function connectRedis({ url, log, authority, counted }: RedisOptions): Redis {
  const redis = new CountedRedis(url, {
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    socketTimeout: SILENCE_MS_MAX,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    disconnectTimeout: 0,
    enableReadyCheck: false,
    // Each of these would cost a command per connection.
    disableClientInfo: true,
    // The subscriber subscribes again itself, and reads what it missed.
    autoResubscribe: false,
    retryStrategy: (times) => Math.min(RETRY_MS_MIN * 2 ** (times - 1), RETRY_MS_MAX),
    ...authority && { tls: { ca: authority } },
  });
  if (counted) redis.counted = counted;
  // A repeated failure is logged once.
  let loggedError = "";
  redis.on("error", (error) => {
    const text = String(error);
    if (text !== loggedError) log("redis_failed", { error: text });
    loggedError = text;
  });
  redis.on("ready", () => {
    if (loggedError !== "") log("redis_is_back", {});
    loggedError = "";
  });
  return redis;
}

/** Resolves when the connection is closed, also while it was reconnecting. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === "end") return;
  const ended = new Promise<void>((resolve) => redis.once("end", resolve));
  const isBetweenTries = redis.status === "reconnecting";
  redis.disconnect();
  // While it reconnects, no "end" event follows.
  await (isBetweenTries ? new Promise<void>((resolve) => setTimeout(resolve)) : ended);
}

class CountedRedis extends Redis {
  counted: (commands: number) => void = () => {};

  override sendCommand(command: Command, stream?: Parameters<Redis["sendCommand"]>[1]): unknown {
    if (this.status === "ready" || this.status === "connect") {
      // The base constructor sends commands before this field exists.
      this.counted?.(/^eval/i.test(command.name) ? SCRIPT_COMMANDS : 1);
    }
    return super.sendCommand(command, stream);
  }
}
