/**
 * Home's end of the relay: keeps one line open, dials again when it breaks, and knows how it stands. The relay
 * asks on it; nothing at home is reachable from outside otherwise.
 */
import { CLOSE_CODES } from "../../relay/protocol/tunnel.ts";
import { createHeartbeat } from "../../relay/shared/heartbeat.ts";
import type { Clock } from "../base/clock.ts";
import type { Timer } from "../base/timer.ts";
import type { Logger } from "../base/log.ts";
import {
  type CloseReason,
  type Dial,
  DialFailure,
  type DialProblem,
  type RelayConnection,
} from "./relay_connection.ts";
import { type App, createTunnelServer, type RelayCalls } from "./tunnel_server.ts";

interface TunnelClientOptions {
  /** https://host */
  readonly url: string;
  /** Shared with the relay. */
  readonly key: string;
  readonly dial: Dial;
  readonly app: App;
  /** What the relay itself asks, by path under `/.relay/`. @default nothing */
  readonly calls?: RelayCalls;
  readonly clock: Clock;
  readonly log: Logger;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly timer: Timer;
  /** Milliseconds that only ever grow. @default the system's */
  readonly elapsed?: () => number;
}

/** `replaced`: another home with the same key took the relay over. */
export type TunnelProblem = DialProblem | "replaced" | "lost";

export interface TunnelState {
  readonly url: string;
  readonly connected: boolean;
  /** Since when it is so; milliseconds since 1970. */
  readonly since: number;
  /** Why it is not connected; kept until it is again. */
  readonly problem: { readonly kind: TunnelProblem; readonly why: string } | null;
  /** Of the relay, at this moment. */
  readonly underWay: number;
}

export interface TunnelClient {
  start(): void;
  state(): TunnelState;
  /** Called with each change of `connected`. @returns how to stop listening */
  onChange(listener: (connected: boolean) => void): () => void;
  /** The relay is told first; what runs may end within this time. */
  close(withinMs: number): Promise<void>;
}

/** A line that held for so long was a good one: the next attempt comes at once again. */
const GOOD_MS = 5_000;

export function createTunnelClient(options: TunnelClientOptions): TunnelClient {
  const { url, dial, clock, log, random, timer, elapsed = () => performance.now() } = options;
  const serve = createTunnelServer({ ...options, calls: options.calls ?? {} });
  const time = { now: elapsed, after: timer.after };
  const closing = Promise.withResolvers<void>();
  const listeners = new Set<(connected: boolean) => void>();
  let current: RelayConnection | null = null;
  let since = clock.now();
  let problem: TunnelState["problem"] = null;
  let stopped = false;
  let running: Promise<void> | null = null;

  function change(connected: typeof current): void {
    const before = current !== null;
    current = connected;
    if (before === (connected !== null)) return;
    since = clock.now();
    for (const listener of listeners) listener(connected !== null);
  }

  function fail(kind: TunnelProblem, why: string): void {
    // Said once: the relay may be away for days.
    if (problem?.kind !== kind) log.warn("relay_away", { url, kind, why });
    problem = { kind, why };
  }

  /** @returns whether it was a good line */
  async function hold(line: RelayConnection): Promise<boolean> {
    const begun = elapsed();
    serve.accept(line.duplex);
    const pulse = createHeartbeat({
      time,
      receivedBytes: line.receivedBytes,
      ping: line.ping,
      isReplyAwaited: () => false,
      onDead: line.drop,
    });
    change(line);
    problem = null;
    log.info("relay_connected", { url });
    const { code, why } = await line.closed;
    pulse.stop();
    line.duplex.destroy();
    change(null);
    if (!stopped) fail(...lossOf({ code, why }));
    return elapsed() - begun >= GOOD_MS;
  }

  async function keepDialling(): Promise<void> {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        if (await hold(await dial())) attempt = 0;
      } catch (error) {
        fail(error instanceof DialFailure ? error.problem : "unreachable", String(error));
      }
      if (!stopped) await pause(redialMs(attempt, problem!.kind, random));
    }
  }

  function pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const callOff = timer.after(ms, resolve);
    return Promise.race([promise, closing.promise]).finally(callOff);
  }

  return {
    start: () => void (running ??= keepDialling()),
    state: () => ({
      url,
      connected: current !== null,
      since,
      problem,
      underWay: serve.underWay(),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close(withinMs) {
      stopped = true;
      closing.resolve();
      if (current) {
        const line = current;
        line.leave();
        const callOff = timer.after(withinMs, () => line.hangUp(CLOSE_CODES.leaving, "home stops"));
        await line.closed;
        callOff();
      }
      await running;
    },
  };
}

function lossOf({ code, why }: CloseReason): [TunnelProblem, string] {
  return [code === CLOSE_CODES.replaced ? "replaced" : "lost", why || `closed (${code})`];
}

const FIRST_MS = 250;
/** While the relay may just be starting again. */
const SOON_MS_MAX = 1_800;
const SOON_ATTEMPTS = 60;
const LONG_MS_MAX = 30_000;
/** Somebody must change a setting first, or another home holds the line: dialling often would only be noise. */
const HOPELESS_MS = 60_000;

const PASSES_BY_ITSELF: ReadonlySet<TunnelProblem> = new Set(["unreachable", "lost"]);

/** Less than once a second on average, yet back within two. */
const LEAST = 0.3;

/**
 * Twice as long each time, and most of it left to chance: many homes that lost one relay do not come back together.
 * @param attempt failures so far, from 0
 * @param random from 0 to 1
 */
export function redialMs(attempt: number, problem: TunnelProblem, random: () => number): number {
  if (!PASSES_BY_ITSELF.has(problem)) return HOPELESS_MS / 2 + random() * HOPELESS_MS / 2;
  const most = attempt < SOON_ATTEMPTS ? SOON_MS_MAX : LONG_MS_MAX;
  return (LEAST + random() * (1 - LEAST)) * Math.min(FIRST_MS * 2 ** attempt, most);
}
