/** The relay program: reads the settings, serves, and drains before it ends. */
import { createCluster } from "./cluster/cluster.ts";
import { readRelayConfig, type RelayConfig, SettingError } from "./config.ts";
import { openDatabases } from "./databases/databases.ts";
import { createRateLimits } from "./limits/rate_limits.ts";
import { createSharedRates } from "./limits/shared_rates.ts";
import { createLog } from "./log.ts";
import { webhookSourceOf } from "./mailbox/webhook_receiver.ts";
import { createCloudflared } from "./origin/adapters/cloudflared.ts";
import { createRelayServices } from "./relay_services.ts";
import { createRelay } from "./server.ts";
import { systemTime as time } from "./shared/time.ts";
import { createTunnel } from "./tunnel/tunnel.ts";

/** Platforms kill a program five seconds after they ask it to end. */
const DRAIN_MS_MAX = 4_000;

const encoder = new TextEncoder();
const print = (line: string) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`));

async function run(config: RelayConfig): Promise<void> {
  const now = Date.now;
  const log = createLog({ now, level: config.logLevel, write: print });
  const warn = (event: string, details: Record<string, unknown>) => log.warn(event, details);
  const { key, self } = config;
  const common = { key, time, now };
  const databases = openDatabases(config, { log: warn, time, now });
  const redis = databases?.redis;

  const tunnel = config.cloudflared ? null : createTunnel({ ...common, log });
  const local = tunnel ?? createCloudflared({ ...config.cloudflared!, time, now });
  const cluster = tunnel && redis && self
    ? createCluster({
      ...{ ...common, redis, self, local, log: warn, onDisplaced: tunnel.displace },
      onFly: config.behind === "fly",
    })
    : null;
  const services = databases && createRelayServices({
    ...{ ...config, ...common, ...databases, log, random: Math.random },
    origin: local,
    notifyHolder: cluster && cluster.notifyHolder,
  });
  tunnel?.listen({
    onConnected() {
      cluster?.claimTunnel();
      services?.onHomeConnected();
    },
    onDisconnected: () => cluster?.releaseTunnel(),
  });
  const sharedRates = redis
    ? createSharedRates({
      ...{ redis, key, now: time.now },
      isAffordable: () => databases.usage.advice().sharedLimits,
    })
    : null;
  const relay = createRelay({
    ...{ ...config, ...common, log },
    ...tunnel && { tunnel },
    origin: cluster?.origin ?? local,
    limits: createRateLimits({
      ...{ now: time.now, shared: sharedRates, log: warn },
      isUnsignedWebhook: (path) =>
        [...config.unsignedWebhooks].some((source) => source === webhookSourceOf(path)),
    }),
    newId: () => crypto.randomUUID(),
    ...cluster && {
      readForwarding: ({ method = "GET", url: path = "/", headers }) =>
        cluster.readForwarding({ method, path, headers }),
    },
    findRoute: (path) => services?.findRoute(path) ?? null,
    serveSnapshot: (request) => services?.serveSnapshot(request) ?? Promise.resolve(null),
  });
  databases?.countTraffic(relay.takeTraffic);

  const { connectionsMax, openFiles } = config;
  if (openFiles === null) log.info("file_limit_unknown", { setting: "OPEN_FILES" });
  const port = await relay.listen(config.host, config.port);
  if (!databases) log.warn("no_database", { missing: "DATABASE_URL" });
  // Without a tunnel no connection of home announces that waiting webhooks can be delivered.
  if (!tunnel) services?.onHomeConnected();
  log.info("started", {
    ...{ port, way: local.state().way, machine: self?.machine ?? null },
    ...{ connectionsMax, openFiles },
  });
  const signal = await nextSignal();
  log.info("stopping", { signal });
  await relay.close(DRAIN_MS_MAX);
  await services?.close();
  await databases?.close();
  log.info("stopped");
}

/** SIGINT comes from the platform and from a terminal, SIGTERM from other supervisors. */
function nextSignal(): Promise<Deno.Signal> {
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
