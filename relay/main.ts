/** The relay: settings, the way home, serving; and draining before the end. */
import { createCloudflared } from "./cloudflared_http.ts";
import { readRelayConfig, type RelayConfig, SettingError } from "./config.ts";
import { createFleet } from "./fleet/fleet.ts";
import { createKeeping, type Keeping } from "./keeping.ts";
import { createLimits } from "./limits/limits.ts";
import { createSharedDebts } from "./limits/shared_redis.ts";
import { createLog } from "./log.ts";
import { hookOf } from "./mailbox/hooks.ts";
import type { Time } from "./protocol_pulse.ts";
import { createRelay } from "./server.ts";
import { openStores } from "./stores.ts";
import { createTunnel } from "./tunnel/tunnel.ts";

/** Platforms kill after five seconds. */
const DRAIN_MS_MAX = 4_000;

const encoder = new TextEncoder();
const print = (line: string) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`));

const time: Time = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

async function run(config: RelayConfig): Promise<void> {
  const now = Date.now;
  const log = createLog({ now, level: config.logLevel, write: print });
  const warn = (event: string, details: Record<string, unknown>) => log.warn(event, details);
  const { key, self } = config;
  const common = { key, time, now };
  const stores = openStores(config, { log: warn, time, now });

  const tunnel = config.cloudflared ? undefined : createTunnel({
    ...common,
    log,
    onHere() {
      fleet?.held();
      keeping?.homeIsHere();
    },
    onGone: () => fleet?.lost(),
  });
  const local = tunnel ?? createCloudflared({ ...config.cloudflared!, time, now });
  const redis = stores?.redis;
  const fleet = tunnel && redis && self
    ? createFleet({
      ...{ ...common, redis, self, local, log: warn, displaced: tunnel.displace },
      onFly: config.behind === "fly",
    })
    : null;
  const keeping: Keeping | null = stores && createKeeping({
    ...{ ...config, ...common, ...stores, log, random: Math.random },
    origin: local,
    tellHolder: fleet && fleet.tell,
  });
  const shared = redis
    ? createSharedDebts({
      ...{ redis, key, now: time.now },
      affordable: () => stores.usage.advice().sharedLimits,
    })
    : null;
  const relay = createRelay({
    ...config,
    ...{ ...common, tunnel, log },
    origin: fleet?.origin ?? local,
    limits: createLimits({
      ...{ now: time.now, shared, log: warn },
      isUnsignedWebhook: (path) =>
        [...config.unsignedWebhooks].some((source) => source === hookOf(path)),
    }),
    newId: () => crypto.randomUUID(),
    ...fleet && {
      hopOf: ({ method = "GET", url: path = "/", headers }) =>
        fleet.hopOf({ method, path, headers }),
    },
    ownRoute: (path) => keeping?.ownRoute(path) ?? null,
    stopgap: (request) => keeping?.stopgap(request) ?? Promise.resolve(null),
  });
  stores?.countBytes(relay.moved);

  const { connectionsMax, openFiles } = config;
  if (openFiles === null) log.info("file_limit_unknown", { setting: "OPEN_FILES" });
  const port = await relay.listen(config.host, config.port);
  if (!stores) log.warn("nothing_is_kept", { missing: "DATABASE_URL" });
  // What waited while no relay ran, for a home that does not dial.
  if (!tunnel) keeping?.homeIsHere();
  log.info("started", {
    ...{ port, way: local.state().way, machine: self?.machine ?? null },
    ...{ connectionsMax, openFiles },
  });
  const signal = await signalled();
  log.info("stopping", { signal });
  await relay.close(DRAIN_MS_MAX);
  await keeping?.close();
  await stores?.close();
  log.info("stopped");
}

/** SIGINT from the platform and from a terminal, SIGTERM from everybody else. */
function signalled(): Promise<Deno.Signal> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => resolve(signal));
    }
  });
}

try {
  await run(readRelayConfig((name) => Deno.env.get(name)));
  Deno.exit(0);
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  print(error.message);
  Deno.exit(1);
}
