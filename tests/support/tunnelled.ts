/** A relay and a home in this process, joined by a real tunnel over real sockets. */
import assert from "node:assert/strict";
import type { HeldTime } from "./held_time.ts";
import type { TimeSource } from "../../relay/shared/time.ts";
import { silentLog } from "../../relay/log.ts";
import { createRelay, type RelayOptions } from "../../relay/server.ts";
import { createTunnel, type Tunnel } from "../../relay/tunnel/tunnel.ts";
import { systemClock } from "../../services/base/clock.ts";
import { systemTimer } from "../../services/base/timer.ts";
import { silentLogger } from "../../services/base/log.ts";
import {
  type App,
  createDial,
  createTunnelClient,
  type RelayCalls,
  type TunnelClient,
} from "../../services/relay-client/mod.ts";

export const TEST_KEY = "a shared key that only tests know, long enough";

export const systemTime: TimeSource = { now: () => performance.now(), after: systemTimer.after };

export interface TestRelay extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly tunnel: Tunnel;
}

export interface TestRelayOptions extends Partial<RelayOptions> {
  readonly time?: TimeSource | HeldTime;
  /** Of the tunnel, where visitors' time is held. @default time */
  readonly tunnelTime?: TimeSource;
  readonly port?: number;
}

export async function openRelay(options: TestRelayOptions = {}): Promise<TestRelay> {
  const common = { key: TEST_KEY, time: systemTime, now: Date.now, log: silentLog, ...options };
  const tunnel = createTunnel({ ...common, time: options.tunnelTime ?? common.time });
  const relay = createRelay({
    origin: tunnel,
    tunnel,
    behind: "nothing",
    connectionsMax: 9_000,
    requestsMax: 500,
    requestsOfOneMax: 500,
    newId: () => crypto.randomUUID(),
    ...common,
  });
  const port = await relay.listen("127.0.0.1", options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    tunnel,
    [Symbol.asyncDispose]: () => relay.close(100),
  };
}

export interface TestHomeOptions {
  readonly url: string;
  readonly app: App;
  readonly key?: string;
  readonly calls?: RelayCalls;
  /** @default the system's */
  readonly time?: TimeSource;
}

export interface TestHome extends AsyncDisposable {
  readonly relay: TunnelClient;
}

/** @returns when it is connected */
export async function openHome(
  { url, app, key = TEST_KEY, calls, time = systemTime }: TestHomeOptions,
): Promise<TestHome> {
  const relay = createTunnelClient({
    url,
    key,
    dial: createDial({ url, key }),
    app,
    calls,
    clock: systemClock,
    log: silentLogger,
    random: () => 0.5,
    timer: time,
    elapsed: time.now,
  });
  relay.start();
  await connected(relay);
  return { relay, [Symbol.asyncDispose]: () => relay.close(100) };
}

export async function connected(relay: TunnelClient, wanted = true): Promise<void> {
  if (relay.state().connected === wanted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const leave = relay.onChange((is) => is === wanted && resolve());
  await promise;
  leave();
}

/** @returns says at the end whether the line held all the while */
export function holds(relay: TunnelClient): () => void {
  let broke = false;
  const leave = relay.onChange(() => broke = true);
  return () => {
    leave();
    assert.ok(!broke, "the tunnel broke");
  };
}

export interface Tunnelled extends AsyncDisposable, TestRelay {
  readonly relay: TunnelClient;
}

export async function openTunnelled(
  app: App,
  options: TestRelayOptions & Pick<TestHomeOptions, "calls"> = {},
): Promise<Tunnelled> {
  const relay = await openRelay(options);
  const home = await openHome({ url: relay.url, app, calls: options.calls });
  return {
    ...relay,
    relay: home.relay,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]();
      await relay[Symbol.asyncDispose]();
    },
  };
}
