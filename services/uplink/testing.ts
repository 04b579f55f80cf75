/** A relay as far as home's own calls go, on a PostgreSQL of its own, asked through real HTTP. */
import postgres, { type Sql } from "postgres";
import { createUsage, type Usage } from "../../relay/budget/usage.ts";
import { createDeepHealth } from "../../relay/health_deep.ts";
import { createHomeDoor, rememberNonces } from "../../relay/home_door.ts";
import { mailboxCalls } from "../../relay/mailbox/calls.ts";
import { createCapacity } from "../../relay/mailbox/capacity.ts";
import { accessBySource } from "../../relay/mailbox/hooks.ts";
import { createMailbox, type Mailbox } from "../../relay/mailbox/mailbox.ts";
import { createUnsignedBudget } from "../../relay/mailbox/unsigned_budget.ts";
import { migrate } from "../../relay/migrations/migrate.ts";
import { RELAY_HEALTH_PATH } from "../../relay/protocol_health.ts";
import { replicaCalls } from "../../relay/replica/calls.ts";
import { createReplica, type Replica } from "../../relay/replica/replica.ts";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { type Clock, type HeldClock, heldClock } from "../clock.ts";
import { createRelayClient, type RelayClient } from "./relay_client_http.ts";

export const RELAY_KEY = "a shared key of some thirty-two chars";

const MAILBOX_BYTES_MAX = 50_000_000;

export interface TestRelay extends AsyncDisposable {
  readonly client: RelayClient;
  readonly url: string;
  readonly databaseUrl: string;
  readonly sql: Sql;
  readonly replica: Replica;
  readonly mailbox: Mailbox;
  readonly usage: Usage;
  /** Sources whose mail is to be brought. */
  readonly woken: string[];
  readonly homeClock: HeldClock;
}

/** @param clock the relay's own */
export async function openTestRelay(clock: Clock = heldClock()): Promise<TestRelay> {
  const database = await openTestPostgres();
  const sql = postgres(database.url, { prepare: false, onnotice: () => {} });
  await migrate(sql);
  const mailbox = createMailbox(sql);
  const replica = createReplica(sql);
  const woken: string[] = [];
  const { now } = clock;
  const usage = createUsage({ now });
  const door = createHomeDoor({
    key: RELAY_KEY,
    now,
    isNew: rememberNonces(now),
    log: () => {},
    calls: {
      [`GET ${RELAY_HEALTH_PATH}`]: createDeepHealth({
        parts: { usage: { look: () => ({ verdict: "pass", ...usage.state() }) } },
        time: { now, after: () => () => {} },
      }).answerHome,
      ...replicaCalls(replica),
      ...mailboxCalls({
        mailbox,
        capacity: createCapacity({ sql, bytesMax: MAILBOX_BYTES_MAX, now }),
        unsignedBudget: createUnsignedBudget({ sql, now }),
        access: accessBySource({ secrets: {}, unsigned: new Set(["generic"]) }),
        wake: (source) => woken.push(source),
      }),
    },
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, door);
  const url = `http://127.0.0.1:${server.addr.port}`;
  const homeClock = heldClock();
  return {
    client: createRelayClient({ url, key: RELAY_KEY, clock: homeClock }),
    url,
    databaseUrl: database.url,
    sql,
    replica,
    mailbox,
    usage,
    woken,
    homeClock,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}
