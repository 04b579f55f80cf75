/** PostgreSQL, Redis, relay and home, each a process of its own that chaos can be done to. */
import postgres, { type Sql } from "postgres";
import { migrate } from "../../relay/migrations/migrate.ts";
import { systemClock } from "../../services/base/clock.ts";
import {
  createRelayClient,
  type RelayClient,
} from "../../services/relay-client/adapters/relay_http.ts";
import { tempFolder } from "../../services/store/testing.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { type RedisServer, startRedis } from "../support/redis.ts";
import { type HomeProgram, homeProgram } from "./home_program.ts";
import type { Part } from "../support/running.ts";
import { openRedisGate, type RedisGate } from "./redis_gate.ts";
import { type RelayProgram, relayProgram } from "../support/relay_process.ts";
import { type SenderCrowd, senderCrowd } from "./sender.ts";
import { GENERIC_SECRET, SENDCLOUD_SECRET } from "./signing.ts";
import { until } from "../support/until.ts";

export const PARTS = ["home", "relay", "postgres", "redis"] as const;
export type PartName = (typeof PARTS)[number];

export interface World extends AsyncDisposable {
  readonly home: HomeProgram;
  readonly relay: RelayProgram;
  readonly parts: Readonly<Record<PartName, Part>>;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  /** For who wants to see what the relay keeps. */
  readonly sql: Sql;
  readonly relayEnv: Readonly<Record<string, string>>;
  /** Between the relay and Redis. */
  readonly gate: RedisGate;
  readonly crowd: SenderCrowd;
  /** Client for home's calls to the relay, for use by the test. */
  readonly client: RelayClient;
  /** No mail waits any more. */
  allDelivered(): Promise<void>;
}

interface WorldOptions {
  /** Home's data folder. @default a temporary one */
  readonly dataDir?: string;
}

/** So few that they can all be taken. */
export const CONNECTIONS_MAX = 25;
const RELAY_KEY = "the key of a world of chaos, 32 chars";

/** @returns when all run and home is connected */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await using begun = new AsyncDisposableStack();
  const [database, redis, folder] = await Promise.all([
    startPostgres({ settings: { max_connections: String(CONNECTIONS_MAX) } }).then((one) =>
      begun.use(one)
    ),
    startRedis().then((one) => begun.use(one)),
    tempFolder().then((one) => begun.use(one)),
  ]);
  const sql = postgres(database.url, { max: 2, fetch_types: false, onnotice: () => {} });
  begun.defer(() => sql.end({ timeout: 1 }));
  await migrate(sql);
  const gate = openRedisGate(redis.port);
  begun.defer(gate.close);
  const relayEnv = {
    RELAY_KEY,
    DATABASE_URL: database.url,
    REDIS_URL: gate.url,
    GENERIC_WEBHOOK_SECRET: GENERIC_SECRET,
    SENDCLOUD_WEBHOOK_SECRET: SENDCLOUD_SECRET,
  };
  const relay = relayProgram(relayEnv);
  begun.defer(relay.kill);
  const home = homeProgram({
    dataDir: options.dataDir ?? folder.path,
    env: { RELAY_URL: relay.url, RELAY_KEY },
  });
  begun.defer(home.kill);
  await Promise.all([relay.start(), home.start()]);
  await home.connected();
  const owned = begun.move();
  return {
    ...{ home, relay, postgres: database, redis, sql, relayEnv, gate },
    crowd: senderCrowd(relay.url),
    client: createRelayClient({ url: relay.url, key: RELAY_KEY, clock: systemClock }),
    parts: { home, relay, postgres: postgresPart(database), redis: redisPart(redis) },
    allDelivered: () => allDelivered(sql),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function allDelivered(sql: Sql): Promise<void> {
  let waiting = 0;
  const isSo = async () => {
    const [row] = await sql`select count(*)::int as waiting from mail
      where delivered_at is null and parked_at is null`;
    waiting = row!.waiting;
    return waiting === 0;
  };
  await until("all mail is delivered", isSo, () => waiting);
}

function postgresPart(server: PostgresServer): Part {
  return {
    kill: server.kill,
    freeze: server.freeze,
    thaw: server.thaw,
    async stop() {
      server.process.kill("SIGINT");
      await server.process.status;
    },
    start: server.restart,
  };
}

function redisPart(server: RedisServer): Part {
  const end = async (signal: Deno.Signal) => {
    server.process.kill(signal);
    await server.process.status;
  };
  return {
    kill: () => end("SIGKILL"),
    freeze: () => Promise.resolve(server.process.kill("SIGSTOP")),
    thaw: () => Promise.resolve(server.process.kill("SIGCONT")),
    stop: () => end("SIGTERM"),
    start: server.restart,
  };
}
