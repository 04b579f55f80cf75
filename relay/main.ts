/** The relay: settings, the way home, serving; and draining before the end. */
import { createCloudflared } from "./cloudflared_http.ts";
import { readRelayConfig, type RelayConfig, SettingError } from "./config.ts";
import { createKeeping, type Keeping } from "./keeping.ts";
import { createLog, type Log } from "./log.ts";
import { connectPostgres } from "./postgres.ts";
import type { Time } from "./protocol_pulse.ts";
import { closeRedis, connectRedis } from "./redis.ts";
import { createRelay } from "./server.ts";
import { createTunnel } from "./tunnel/tunnel.ts";

/** Platforms kill after five seconds. */
const DRAIN_MS_MAX = 4_000;
const CLOSE_SECONDS_MAX = 0.5;

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
  const { key } = config;
  let keeping: Keeping | null = null;
  const onHere = () => keeping?.homeIsHere();
  const tunnel = config.cloudflared ? undefined : createTunnel({ key, time, now, log, onHere });
  const origin = tunnel ?? createCloudflared({ ...config.cloudflared!, time, now });
  const stores = openStores(config, log);
  if (stores) {
    keeping = createKeeping({ ...config, ...stores, origin, time, now, random: Math.random, log });
  }
  const newId = () => crypto.randomUUID();
  const relay = createRelay({
    ...config,
    ...{ origin, tunnel, time, now, newId, log },
    ownRoute: (path) => keeping?.ownRoute(path) ?? null,
    stopgap: (request) => keeping?.stopgap(request) ?? Promise.resolve(null),
  });
  const port = await relay.listen(config.host, config.port);
  if (!stores) log.warn("nothing_is_kept", { missing: "DATABASE_URL" });
  // What waited while no relay ran, for a home that does not dial.
  if (!tunnel) keeping?.homeIsHere();
  log.info("started", { port, way: origin.state().way });
  const signal = await signalled();
  log.info("stopping", { signal });
  await relay.close(DRAIN_MS_MAX);
  await keeping?.close();
  await stores?.close();
  log.info("stopped");
}

function openStores({ databaseUrl, redisUrl }: RelayConfig, log: Log) {
  if (!databaseUrl) return null;
  const sql = connectPostgres({ url: databaseUrl });
  const redis = redisUrl ? connectRedis({ url: redisUrl, log: log.warn }) : null;
  return {
    sql,
    redis,
    async close() {
      await Promise.all([sql.end({ timeout: CLOSE_SECONDS_MAX }), redis && closeRedis(redis)]);
    },
  };
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
