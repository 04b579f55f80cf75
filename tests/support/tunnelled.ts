/** A relay and a home in this process, joined by a real tunnel over real sockets. */
import assert from "node:assert/strict";
import type { HeldTime } from "../../relay/testing.ts";
import type { Time } from "../../relay/protocol_pulse.ts";
import { silentLog } from "../../relay/log.ts";
import { createRelay, type RelayOptions } from "../../relay/server.ts";
import { createTunnel, type Tunnel } from "../../relay/tunnel/tunnel.ts";
import { systemClock } from "../../services/base/clock.ts";
import { systemTimer } from "../../services/base/timer.ts";
import { silentLogger } from "../../services/base/log.ts";
import {
  type App,
  createDial,
  createUplink,
  type RelayCalls,
  type Uplink,
} from "../../services/uplink/mod.ts";

export const TEST_KEY = "a shared key that only tests know, long enough";

export const realTime: Time = { now: () => performance.now(), after: systemTimer.after };

export interface TestRelay extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly tunnel: Tunnel;
}

export interface TestRelayOptions extends Partial<RelayOptions> {
  readonly time?: Time | HeldTime;
  /** Of the tunnel, where visitors' time is held. @default time */
  readonly tunnelTime?: Time;
  readonly port?: number;
}

export async function openRelay(options: TestRelayOptions = {}): Promise<TestRelay> {
  const common = { key: TEST_KEY, time: realTime, now: Date.now, log: silentLog, ...options };
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
  readonly time?: Time;
}

export interface TestHome extends AsyncDisposable {
  readonly uplink: Uplink;
}

/** @returns when it is connected */
export async function openHome(
  { url, app, key = TEST_KEY, calls, time = realTime }: TestHomeOptions,
): Promise<TestHome> {
  const uplink = createUplink({
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
  uplink.start();
  await connected(uplink);
  return { uplink, [Symbol.asyncDispose]: () => uplink.close(100) };
}

export async function connected(uplink: Uplink, wanted = true): Promise<void> {
  if (uplink.state().connected === wanted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const leave = uplink.onChange((is) => is === wanted && resolve());
  await promise;
  leave();
}

/** @returns says at the end whether the line held all the while */
export function holds(uplink: Uplink): () => void {
  let broke = false;
  const leave = uplink.onChange(() => broke = true);
  return () => {
    leave();
    assert.ok(!broke, "the tunnel broke");
  };
}

export interface Tunnelled extends AsyncDisposable, TestRelay {
  readonly uplink: Uplink;
}

export async function openTunnelled(
  app: App,
  options: TestRelayOptions & Pick<TestHomeOptions, "calls"> = {},
): Promise<Tunnelled> {
  const relay = await openRelay(options);
  const home = await openHome({ url: relay.url, app, calls: options.calls });
  return {
    ...relay,
    uplink: home.uplink,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]();
      await relay[Symbol.asyncDispose]();
    },
  };
}
