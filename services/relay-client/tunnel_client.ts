/**
 * Keeps a tunnel to the relay open, connects again when it breaks, and reports its state. The relay sends
 * requests through it; nothing at home can be reached from outside otherwise.
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
  /** Calls of the relay itself, by path under `/.relay/`. @default none */
  readonly calls?: RelayCalls;
  readonly clock: Clock;
  readonly log: Logger;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly timer: Timer;
  /** Milliseconds that only grow. @default the system's */
  readonly elapsed?: () => number;
}

/** `replaced`: another home with the same key connected. */
export type TunnelProblem = DialProblem | "replaced" | "lost";

export interface TunnelState {
  readonly url: string;
  readonly connected: boolean;
  /** Time of the last change; milliseconds since 1970. */
  readonly since: number;
  /** Why it is not connected; kept until it is connected again. */
  readonly problem: { readonly kind: TunnelProblem; readonly why: string } | null;
  /** Requests of the relay in flight. */
  readonly underWay: number;
}

export interface TunnelClient {
  start(): void;
  state(): TunnelState;
  /** Called with each change of `connected`. @returns how to stop listening */
  onChange(listener: (connected: boolean) => void): () => void;
  /** Asks the relay for no new requests; those in flight may end within this time. */
  close(withinMs: number): Promise<void>;
}

/** After a connection of this duration the back-off starts anew. */
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

  function reportProblem(kind: TunnelProblem, why: string): void {
    // Logged once: the relay may be unreachable for days.
    if (problem?.kind !== kind) log.warn("relay_away", { url, kind, why });
    problem = { kind, why };
  }

  /** @returns whether the connection lasted long enough */
  async function serveConnection(connection: RelayConnection): Promise<boolean> {
    const begun = elapsed();
    serve.accept(connection.duplex);
    const pulse = createHeartbeat({
      time,
      receivedBytes: connection.receivedBytes,
      ping: connection.ping,
      isReplyAwaited: () => false,
      onDead: connection.drop,
    });
    change(connection);
    problem = null;
    log.info("relay_connected", { url });
    const { code, why } = await connection.closed;
    pulse.stop();
    connection.duplex.destroy();
    change(null);
    if (!stopped) reportProblem(...problemOf({ code, why }));
    return elapsed() - begun >= GOOD_MS;
  }

  async function stayConnected(): Promise<void> {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        if (await serveConnection(await dial())) attempt = 0;
      } catch (error) {
        reportProblem(error instanceof DialFailure ? error.problem : "unreachable", String(error));
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
    start: () => void (running ??= stayConnected()),
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
        const connection = current;
        connection.leave();
        const callOff = timer.after(
          withinMs,
          () => connection.hangUp(CLOSE_CODES.leaving, "home stops"),
        );
        await connection.closed;
        callOff();
      }
      await running;
    },
  };
}

function problemOf({ code, why }: CloseReason): [TunnelProblem, string] {
  return [code === CLOSE_CODES.replaced ? "replaced" : "lost", why || `closed (${code})`];
}

const FIRST_MS = 250;
/** While the relay may be restarting. */
const SOON_MS_MAX = 1_800;
const SOON_ATTEMPTS = 60;
const LONG_MS_MAX = 30_000;
/** A setting must change first, or another home holds the tunnel: frequent attempts are useless. */
const SETTING_NEEDED_MS = 60_000;

const TRANSIENT: ReadonlySet<TunnelProblem> = new Set(["unreachable", "lost"]);

/** With this minimum, attempts average less than one a second, and a restarted relay is found within two. */
const JITTER_MIN = 0.3;

/**
 * Exponential back-off with jitter, so that many homes that lost one relay do not return together.
 * @param attempt failures so far, from 0
 * @param random from 0 to 1
 */
export function redialMs(attempt: number, problem: TunnelProblem, random: () => number): number {
  if (!TRANSIENT.has(problem)) return SETTING_NEEDED_MS / 2 + random() * SETTING_NEEDED_MS / 2;
  const max = attempt < SOON_ATTEMPTS ? SOON_MS_MAX : LONG_MS_MAX;
  return (JITTER_MIN + random() * (1 - JITTER_MIN)) * Math.min(FIRST_MS * 2 ** attempt, max);
}
