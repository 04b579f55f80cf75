/**
 * Who of several machines holds the tunnel, said in Redis. Written when it changes and renewed rarely; heard by
 * the others as it changes, so that no request waits for Redis. Without Redis the last known holder stays.
 */
import type { Redis } from "ioredis";
import type { TimeSource } from "../shared/time.ts";

export interface Machine {
  /** No blanks in either. */
  readonly machine: string;
  /** Host and port on the machines' own network. */
  readonly address: string;
}

export interface TunnelRegistryOptions {
  readonly redis: Redis;
  readonly self: Machine;
  readonly time: TimeSource;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Home dialled another machine after it dialled this one: what is still open here is the old connection. */
  readonly onDisplaced?: () => void;
}

export interface TunnelRegistry {
  /** This machine holds the tunnel from now on, or no more. */
  claim(): void;
  release(): void;
  /** Another machine, as far as it is known. Asks Redis only when nothing was heard for long. */
  findHolder(): Promise<TunnelHolder | null>;
  /** It does not hold the tunnel, whatever the entry says. */
  drop(holder: TunnelHolder): Promise<void>;
  /** Others believe that this machine holds it. */
  dropStaleClaim(): void;
  close(): Promise<void>;
}

const KEY = "fleet:tunnel";
const CHANNEL = "fleet:tunnel";
/** 144 renewals a day; what a machine that died leaves behind is found out by the first who forwards to it. */
export const RENEW_MS = 10 * 60_000;
const LIFE_MS = 25 * 60_000;
/** Messages can be lost without a word: who needs the tunnel and knows of none looks again, so often. */
export const LOOK_MS = 5 * 60_000;

export function createTunnelRegistry(options: TunnelRegistryOptions): TunnelRegistry {
  const { redis, self, time, log, onDisplaced } = options;
  const mine = `${self.machine} ${self.address}`;
  let holds = false;
  /** Own claim, once Redis knows it. */
  let own: string | null = null;
  let known: TunnelHolder | null = null;
  let knownAt = -Infinity;
  let looking: Promise<void> | null = null;
  let callOff = () => {};
  /** One after the other: a claim must not overtake what was said before it. */
  let code = Promise.resolve();

  const run = (script: string, ...given: (string | number)[]) =>
    redis.eval(script, 1, KEY, ...given);

  function learn(entry: string | null): void {
    known = parseHolder(entry);
    knownAt = time.now();
    // Who has not heard back from Redis yet is about to be the newest.
    if (!holds || !own || !known || known.machine === self.machine || known.entry < own) return;
    [holds, own] = [false, null];
    callOff();
    log("tunnel_taken_over", { to: known.machine });
    onDisplaced?.();
  }

  function say(what: () => Promise<void>): Promise<void> {
    code = code.then(what).catch((error) =>
      log("tunnel_registry_failed", { error: String(error) })
    );
    return code;
  }

  /** Redis may have lost it, or never heard of it. */
  async function assert(): Promise<void> {
    if (!holds) return;
    if (own) return learn(String(await run(RENEW, own, LIFE_MS, CHANNEL)));
    own = String(await run(CLAIM, mine, LIFE_MS, CHANNEL));
    if (holds) learn(own);
  }

  function renewLater(): void {
    callOff();
    callOff = time.after(RENEW_MS, () => void say(assert).then(() => holds && renewLater()));
  }

  async function look(): Promise<void> {
    // A Redis that is away is not asked by each request.
    knownAt = time.now();
    const entry = await redis.get(KEY);
    // A Redis that lost everything does not mean that home has left: the machine itself will say.
    if (entry !== null || !known) learn(entry);
    await dropStale();
  }

  /** What this machine said before it was killed, or could not take back. */
  async function dropStale(): Promise<void> {
    if (holds || known?.machine !== self.machine) return;
    const { entry } = known;
    learn(null);
    await run(DROP, entry, CHANNEL);
  }

  async function connected(): Promise<void> {
    // Without RESP3 a connection that hears can no longer ask: then it only looks.
    if (redis.condition?.protocol === 3) await redis.subscribe(CHANNEL);
    await (holds ? assert() : look());
  }

  const onReady = () => void say(connected);
  const onMessage = (_channel: string, entry: string) => learn(entry);
  redis.on("ready", onReady);
  redis.on("message", onMessage);
  if (redis.status === "ready") onReady();

  return {
    claim() {
      [holds, own] = [true, null];
      void say(assert);
      renewLater();
    },

    release() {
      if (!holds) return;
      holds = false;
      callOff();
      void say(async () => {
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
      await say(async () => {
        // Somebody else's word came between.
        if (Number(await run(DROP, holder.entry, CHANNEL)) === 0) await look();
      });
    },

    dropStaleClaim: () => void say(dropStale),

    async close() {
      this.release();
      await code;
      redis.off("ready", onReady);
      redis.off("message", onMessage);
    },
  };
}

export interface TunnelHolder {
  readonly machine: string;
  /** Where the other machines reach it: host and port. */
  readonly address: string;
  /** The line itself. */
  readonly entry: string;
}

/** Sixteen digits until the year 2286. */
const ENTRY = /^\d{16} (\S{1,100}) (\S{1,100})$/;

export function parseHolder(entry: string | null): TunnelHolder | null {
  const [, machine, address] = ENTRY.exec(entry ?? "") ?? [];
  return entry && machine && address ? { machine, address, entry } : null;
}

/** ARGV: machine and address, life, channel. Whoever claims last holds it. Returns the entry. */
export const CLAIM = `
local time = redis.call('TIME')
local entry = time[1] .. string.format('%06d', time[2]) .. ' ' .. ARGV[1]
redis.call('SET', KEYS[1], entry, 'PX', ARGV[2])
redis.call('PUBLISH', ARGV[3], entry)
return entry`;

/** ARGV: own entry, life, channel. A newer claim of another's stays. Returns the entry that holds now. */
export const RENEW = `
local now = redis.call('GET', KEYS[1])
if now and now > ARGV[1] then return now end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if now ~= ARGV[1] then redis.call('PUBLISH', ARGV[3], ARGV[1]) end
return ARGV[1]`;

/** ARGV: an entry, channel. It goes if it is still this one. */
export const DROP = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], '')
return 1`;
