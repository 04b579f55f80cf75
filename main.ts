/** Starts home: reads the configuration, opens the services, serves; closes in reverse order. */
import { type Config, readConfig, SETTINGS } from "./config.ts";
import about from "./deno.json" with { type: "json" };
import { type Home, openHome, STOP_MS } from "./app/home.ts";
import { isMessageKey, type T, translator } from "./locales/mod.ts";
import { loadAssets } from "./app/load_assets.ts";
import { createApp } from "./routes/mod.ts";
import { systemClock } from "./services/base/clock.ts";
import { isFailure, unavailable } from "./services/base/errors.ts";
import { createLogger, type Logger } from "./services/base/log.ts";
import { createShopSnapshots } from "./app/shop_snapshots.ts";
import { portLimits } from "./app/port/limits.ts";
import { type Handler, type Port, servePort } from "./app/port/serve_port.ts";
import { atPublicOrigin } from "./app/public_origin.ts";
import { addressesOf, terminalLocale, welcome } from "./app/terminal.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

/** Serves until it is told to stop. */
async function run(t: T): Promise<void> {
  const config = readConfig(Deno.env.get, Deno.build.os);
  const log = createLogger({ clock: systemClock, level: config.logLevel, write: print });
  const home = await openHome(config, { log, version: about.version });
  const assets = await loadAssets(new URL(".", import.meta.url));
  const app = createApp(home.services, assets);
  const port = openPort(config, log, (request, info) => {
    const plain = () => app.fetch(atPublicOrigin(request, config.publicOrigin), info);
    return home.relay ? home.relay.atPort(app.fetch, request, plain) : plain();
  });
  await startHandshake(t, home, port.addr);
  home.start();
  if (home.relay && config.relay) {
    const { snapshots: client } = home.relay;
    const { url } = config.relay;
    const shop = createShopSnapshots({ services: home.services, app, assets, client, url });
    home.relay.connect(app.fetch, shop);
  }

  await signalled();
  print(t("terminal.stopping"));
  const closed = home.close();
  await Promise.race([port.shutdown(), closed.then(() => later(STOP_MS))]);
  await closed;
  print(t("terminal.stopped"));
}

function openPort(config: Config, log: Logger, handler: Handler): Port {
  const { host, port, connectionsMax, openFiles } = config;
  const limits = portLimits(connectionsMax, openFiles);
  if (limits.connectionsMax < connectionsMax) {
    log.warn("connections_limited", { connectionsMax: limits.connectionsMax, openFiles });
  }
  try {
    return servePort({ hostname: host, port, limits, log }, handler);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw unavailable(
      "settings.port_in_use",
      { port: String(port), other: String(port + 1) },
      cause,
    );
  }
}

async function startHandshake(t: T, { services }: Home, { port }: Deno.NetAddr): Promise<void> {
  const { config, auth, log } = services;
  const addresses = addressesOf(config.host, port, {
    hostname: Deno.hostname(),
    addresses: Deno.networkInterfaces()
      .filter(({ family, address }) => family === "IPv4" && !address.startsWith("127."))
      .map(({ address }) => address),
  });
  const setupCode = await auth.setup.issueCode();
  print(welcome(t, { addresses, dataDir: config.dataDir, setupCode }));
  // The code is for the terminal alone: logs are kept, copied and read by others.
  log.info("started", { url: addresses[0], version: services.version });
}

/** Ctrl+C in a terminal, SIGTERM from launchd. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
  });
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const t = translator(terminalLocale((name) => Deno.env.get(name)));
if (Deno.args.includes("--help") || Deno.args.includes("-h")) {
  const settings = Object.entries(SETTINGS).map(([name, value]) => `  ${name}=${value ?? "…"}`);
  print(t("terminal.help", { settings: settings.join("\n") }));
} else {
  try {
    await run(t);
    Deno.exit(0);
  } catch (error) {
    if (!isFailure(error) || !isMessageKey(error.key)) throw error;
    print(t(error.key, error.params));
    Deno.exit(1);
  }
}
