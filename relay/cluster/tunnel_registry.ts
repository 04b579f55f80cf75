/**
 * Records in Redis which machine holds the tunnel. The entry is written when it changes and renewed rarely; the
 * other machines subscribe to changes, so that no request waits for Redis. Without Redis the last known holder
 * stays.
 */
import type { Redis } from "ioredis";
import type { TimeSource } from "../shared/time.ts";

export interface Machine {
  /** Neither field contains a space. */
  readonly machine: string;
  /** Host and port on the private network. */
  readonly address: string;
}

export interface TunnelRegistryOptions {
  readonly redis: Redis;
  readonly self: Machine;
  readonly time: TimeSource;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Home connected to another machine later: the connection that is still open here is outdated. */
  readonly onDisplaced?: () => void;
}

export interface TunnelRegistry {
  /** This machine holds the tunnel from now on, or no longer. */
  claim(): void;
  release(): void;
  /**
   * @returns another machine that holds the tunnel, as far as known. Asks Redis only after a long time without
   * news.
   */
  findHolder(): Promise<TunnelHolder | null>;
  /** Removes the entry of a machine that does not hold the tunnel. */
  drop(holder: TunnelHolder): Promise<void>;
  /** Another machine believes that this one holds the tunnel: removes such an entry. */
  dropStaleClaim(): void;
  close(): Promise<void>;
}

const KEY = "fleet:tunnel";
const CHANNEL = "fleet:tunnel";
/** 144 renewals a day. The first request that is forwarded to a dead machine notices its outdated entry. */
export const RENEW_MS = 10 * 60_000;
const LIFE_MS = 25 * 60_000;
/** Messages can be lost: without a known holder, Redis is asked again at this interval. */
export const LOOK_MS = 5 * 60_000;

export function createTunnelRegistry(options: TunnelRegistryOptions): TunnelRegistry {
  const { redis, self, time, log, onDisplaced } = options;
  const mine = `${self.machine} ${self.address}`;
  let holds = false;
  /** Own entry, once Redis has it. */
  let own: string | null = null;
  let known: TunnelHolder | null = null;
  let knownAt = -Infinity;
  let looking: Promise<void> | null = null;
  let callOff = () => {};
  /** Writes run one after the other, so that a claim cannot overtake an earlier write. */
  let writes = Promise.resolve();

  const run = (script: string, ...given: (string | number)[]) =>
    redis.eval(script, 1, KEY, ...given);

  function learn(entry: string | null): void {
    known = parseHolder(entry);
    knownAt = time.now();
    // Before Redis has answered our own claim, that claim is about to be the newest.
    if (!holds || !own || !known || known.machine === self.machine || known.entry < own) return;
    [holds, own] = [false, null];
    callOff();
    log("tunnel_taken_over", { to: known.machine });
    onDisplaced?.();
  }

  function write(what: () => Promise<void>): Promise<void> {
    writes = writes.then(what).catch((error) =>
      log("tunnel_registry_failed", { error: String(error) })
    );
    return writes;
  }

  /** Claims or renews: Redis may have lost the entry, or never received it. */
  async function assert(): Promise<void> {
    if (!holds) return;
    if (own) return learn(String(await run(RENEW, own, LIFE_MS, CHANNEL)));
    own = String(await run(CLAIM, mine, LIFE_MS, CHANNEL));
    if (holds) learn(own);
  }

  function renewLater(): void {
    callOff();
    callOff = time.after(RENEW_MS, () => void write(assert).then(() => holds && renewLater()));
  }

  async function look(): Promise<void> {
    // An unreachable Redis is not asked by each request.
    knownAt = time.now();
    const entry = await redis.get(KEY);
    // A missing entry does not mean that home has left: the holder writes it again.
    if (entry !== null || !known) learn(entry);
    await dropStale();
  }

  /** Removes this machine's entry from before it was killed. */
  async function dropStale(): Promise<void> {
    if (holds || known?.machine !== self.machine) return;
    const { entry } = known;
    learn(null);
    await run(DROP, entry, CHANNEL);
  }

  async function connected(): Promise<void> {
    // Without RESP3 a subscribed connection cannot send commands: the entry is then only polled.
    if (redis.condition?.protocol === 3) await redis.subscribe(CHANNEL);
    await (holds ? assert() : look());
  }

  const onReady = () => void write(connected);
  const onMessage = (_channel: string, entry: string) => learn(entry);
  redis.on("ready", onReady);
  redis.on("message", onMessage);
  if (redis.status === "ready") onReady();

  return {
    claim() {
      [holds, own] = [true, null];
      void write(assert);
      renewLater();
    },

    release() {
      if (!holds) return;
      holds = false;
      callOff();
      void write(async () => {
        const entry = own;
        own = null;
        if (entry) await run(DROP, entry, CHANNEL);
      });
    },

    async findHolder() {
      if (time.now() - knownAt >= (known ? LIFE_MS : LOOK_MS)) {
        looking ??= look()
          .catch((error) => log("tunnel_holder_unknown", { error: String(error) }))
          .finally(() => looking = null);
        await looking;
      }
      return known?.machine === self.machine ? null : known;
    },

    async drop(holder) {
      if (known?.entry === holder.entry) learn(null);
      await write(async () => {
        // Another entry was written in between.
        if (Number(await run(DROP, holder.entry, CHANNEL)) === 0) await look();
      });
    },

    dropStaleClaim: () => void write(dropStale),

    async close() {
      this.release();
      await writes;
      redis.off("ready", onReady);
      redis.off("message", onMessage);
    },
  };
}

export interface TunnelHolder {
  readonly machine: string;
  /** Where the other machines reach it: host and port. */
  readonly address: string;
  /** The entry's text. */
  readonly entry: string;
}

/** Microseconds have sixteen digits until the year 2286. */
const ENTRY = /^\d{16} (\S{1,100}) (\S{1,100})$/;

export function parseHolder(entry: string | null): TunnelHolder | null {
  const [, machine, address] = ENTRY.exec(entry ?? "") ?? [];
  return entry && machine && address ? { machine, address, entry } : null;
}

/** ARGV: machine and address, time to live, channel. The last claim wins. Returns the entry. */
export const CLAIM = `
local time = redis.call('TIME')
local entry = time[1] .. string.format('%06d', time[2]) .. ' ' .. ARGV[1]
redis.call('SET', KEYS[1], entry, 'PX', ARGV[2])
redis.call('PUBLISH', ARGV[3], entry)
return entry`;

/** ARGV: own entry, time to live, channel. A newer claim of another machine stays. Returns the current entry. */
export const RENEW = `
local now = redis.call('GET', KEYS[1])
if now and now > ARGV[1] then return now end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if now ~= ARGV[1] then redis.call('PUBLISH', ARGV[3], ARGV[1]) end
return ARGV[1]`;

/** ARGV: an entry, channel. Deletes the entry if it is still this one. */
export const DROP = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], '')
return 1`;
