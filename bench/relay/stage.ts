/** Relay and home as real processes: the relay with the very flags of its task, home with those of the app's. */
import { type HomeProgram, homeProgram } from "../../tests/chaos/home_program.ts";
import { GENERIC_SECRET } from "../../tests/chaos/signing.ts";
import { startPostgres } from "../../tests/support/postgres.ts";
import { type RelayProgram, relayProgram } from "../../tests/support/relay_process.ts";
import { type Program, programOf } from "../../tests/support/running.ts";
import { until } from "../../tests/support/until.ts";
import { migrate } from "../../relay/migrations/migrate.ts";
import { tempFolder } from "../../services/store/testing.ts";
import postgres from "postgres";
import { KB_PATH } from "./paths.ts";
import { describeProgram } from "../../tasks/programs.ts";

const RELAY_KEY = "the key of a bench, 32 characters";
/** More than ever ask nothing at once. */
const CONNECTIONS_MAX = 12_000;
const HOME = new URL("home.ts", import.meta.url).pathname;

export interface Stage extends AsyncDisposable {
  readonly relay: RelayProgram;
  readonly relayPort: number;
  readonly home: Program;
  /** Where home's app answers without a relay. */
  readonly directPort: () => number;
  /** Home answers through the relay. */
  readonly joined: () => Promise<void>;
}

/** A bare home runs with the flags and the allocator settings of the real one. */
const START = describeProgram("start", Deno.env.get);
const HEAP_FLAGS = START.args.filter((flag) => flag.startsWith("--v8-flags="));

/** A relay that keeps nothing, and a bare home. */
export async function openStage(): Promise<Stage> {
  const relay = relayOf({});
  let directPort = 0;
  const home = programOf({
    name: "home",
    hear: ({ event, port }) => void (event === "started" && (directPort = Number(port))),
    args: ["run", ...HEAP_FLAGS, "-A", "--no-check", HOME, relay.url, RELAY_KEY],
    env: START.env,
  });
  const stage: Stage = {
    relay,
    relayPort: Number(new URL(relay.url).port),
    home,
    directPort: () => directPort,
    joined: () => until("home answers through the relay", () => isAnswered(relay.url + KB_PATH)),
    async [Symbol.asyncDispose]() {
      await home.kill();
      await relay.kill();
    },
  };
  await relay.start();
  await home.start();
  await stage.joined();
  return stage;
}

export interface StoredStage extends AsyncDisposable {
  readonly relay: RelayProgram;
  readonly relayPort: number;
  /** With real rooms, over a real store. */
  readonly home: HomeProgram;
}

/** A relay that keeps what it takes in PostgreSQL, and a home that takes mail and ships its changes. */
export async function openStoredStage(): Promise<StoredStage> {
  await using begun = new AsyncDisposableStack();
  const [database, folder] = await Promise.all([startPostgres(), tempFolder()]);
  begun.use(database);
  begun.use(folder);
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  await migrate(sql);
  await sql.end();
  const relay = relayOf({ DATABASE_URL: database.url, GENERIC_WEBHOOK_SECRET: GENERIC_SECRET });
  begun.defer(relay.kill);
  const home = homeProgram({
    dataDir: folder.path,
    env: { ...START.env, RELAY_URL: relay.url, RELAY_KEY },
  });
  begun.defer(home.kill);
  await relay.start();
  await home.start();
  await home.connected();
  const owned = begun.move();
  return {
    relay,
    relayPort: Number(new URL(relay.url).port),
    home,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Behind Fly each request may be another visitor's. */
export const relayOf = (env: Readonly<Record<string, string>>): RelayProgram =>
  relayProgram({
    ...{ RELAY_KEY, RELAY_BEHIND: "fly" },
    ...{ RELAY_CONNECTIONS_MAX: String(CONNECTIONS_MAX), ...env },
  });

export async function isAnswered(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => null);
  await response?.body?.cancel();
  return response?.ok ?? false;
}
