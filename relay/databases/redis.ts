/** A connection to Redis that never makes anybody wait for long: what it is for can be done without it. */
import { type Command, Redis } from "ioredis";

const CONNECT_MS = 3_000;
/** Hosted ones close idle connections without a word; a command to a dead one must end. */
const COMMAND_MS = 1_000;
/** A connection that says nothing for so long while it is asked is given up, and another one made. */
const SILENCE_MS_MAX = 3 * COMMAND_MS;
const RETRY_MS_MIN = 100;
/** A host whose quota is spent refuses the greeting too: knocking costs. */
const RETRY_MS_MAX = 60_000;
/** Whether hosts bill what runs inside a script is written nowhere: as if they did. Ours do about so much. */
const SCRIPT_COMMANDS = 4;

export interface RedisOptions {
  /** `redis://` or `rediss://` */
  readonly url: string;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** A certificate authority's, in PEM, where it is a private one. */
  readonly authority?: string;
  /** Told of what goes to Redis as the host will count it, greetings included. */
  readonly counted?: (commands: number) => void;
}

/**
 * Connects in the background; while it is not connected commands fail at once, and nothing is kept to be sent
 * later. It speaks RESP3 where it can: then one connection hears messages and asks.
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
    // Each would be a command more at every connection.
    disableClientInfo: true,
    // Whoever hears messages asks for them again, and for what it has missed.
    autoResubscribe: false,
    retryStrategy: (times) => Math.min(RETRY_MS_MIN * 2 ** (times - 1), RETRY_MS_MAX),
    ...authority && { tls: { ca: authority } },
  });
  if (counted) redis.counted = counted;
  // The same failure again says nothing new.
  let said = "";
  redis.on("error", (error) => {
    const text = String(error);
    if (text !== said) log("redis_failed", { error: text });
    said = text;
  });
  redis.on("ready", () => {
    if (said !== "") log("redis_is_back", {});
    said = "";
  });
  return redis;
}

/** Settles when nothing of it is left, also while it was looking for its server. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === "end") return;
  const ended = new Promise<void>((resolve) => redis.once("end", resolve));
  const isBetweenTries = redis.status === "reconnecting";
  redis.disconnect();
  // There is no connection then that could end; what it set going is over at once.
  await (isBetweenTries ? new Promise<void>((resolve) => setTimeout(resolve)) : ended);
}

class CountedRedis extends Redis {
  counted: (commands: number) => void = () => {};

  override sendCommand(command: Command, stream?: Parameters<Redis["sendCommand"]>[1]): unknown {
    if (this.status === "ready" || this.status === "connect") {
      // While Redis is made, this is not yet.
      this.counted?.(/^eval/i.test(command.name) ? SCRIPT_COMMANDS : 1);
    }
    return super.sendCommand(command, stream);
  }
}
