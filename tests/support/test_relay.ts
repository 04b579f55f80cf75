/** A relay as far as home's own calls go, on a PostgreSQL of its own, asked through real HTTP. */
import postgres, { type Sql } from "postgres";
import { createUsageCounter, type UsageCounter } from "../../relay/quotas/usage_counter.ts";
import { createDeepHealth } from "../../relay/health/deep_health.ts";
import { createHomeCallHandler, createNonceMemory } from "../../relay/calls/home_calls.ts";
import { mailboxCalls } from "../../relay/mailbox/mailbox_calls.ts";
import { createCapacity } from "../../relay/mailbox/capacity.ts";
import { accessBySource } from "../../relay/mailbox/webhook_receiver.ts";
import { createMailbox, type Mailbox } from "../../relay/mailbox/mailbox.ts";
import { createUnsignedQuota } from "../../relay/mailbox/unsigned_quota.ts";
import { migrate } from "../../relay/migrations/migrate.ts";
import { RELAY_HEALTH_PATH } from "../../relay/protocol/health.ts";
import { replicaCalls } from "../../relay/replica/replica_calls.ts";
import { createReplica, type Replica } from "../../relay/replica/replica.ts";
import { openTestPostgres } from "./postgres.ts";
import { type Clock, type HeldClock, heldClock } from "../../services/base/clock.ts";
import { silentLogger } from "../../services/base/log.ts";
import type { Database, Store } from "../../services/store/mod.ts";
import { testSealer } from "../../services/store/testing.ts";
import { createReplicaLedger } from "../../services/relay-client/replica_ledger.ts";
import { createReplicaSigner } from "../../services/relay-client/replica_signer.ts";
import type { ReplicaClient, ReplicaSigning } from "../../services/relay-client/replica_writer.ts";
import { createReplicator, type Replicator } from "../../services/relay-client/replicator.ts";
import type { RemoteReplica } from "../../services/relay-client/verify_replica.ts";
import {
  createRelayClient,
  type RelayClient,
} from "../../services/relay-client/adapters/relay_http.ts";

export const RELAY_KEY = "a shared key of some thirty-two chars";

const MAILBOX_BYTES_MAX = 50_000_000;

export interface TestRelay extends AsyncDisposable {
  readonly client: RelayClient;
  readonly url: string;
  readonly databaseUrl: string;
  readonly sql: Sql;
  readonly replica: Replica;
  readonly mailbox: Mailbox;
  readonly usage: UsageCounter;
  /** Sources whose mail is to be brought. */
  readonly woken: string[];
  readonly homeClock: HeldClock;
}

/** What a home of this name signs with, as its test database seals. */
export function testSigning(store: Store, home = "home-1"): ReplicaSigning {
  return {
    signer: createReplicaSigner(testSealer(), home),
    ledger: createReplicaLedger(store),
    isPrivate: (collection) => collection === "session",
  };
}

/** Ships only when it is told to. */
export function testReplicator(db: Database, client: ReplicaClient, home = "home-1"): Replicator {
  return createReplicator({
    ...{ db, client, home, log: silentLogger, clock: heldClock() },
    ...testSigning(db.store, home),
    timer: { after: () => () => {} },
    pace: { everyMs: 1_000, everyBytes: 1_000 },
  });
}

/** What stands in a replica's table, asked without a relay between. */
export function remoteReplicaOf(replica: Replica): RemoteReplica & ReplicaClient {
  return {
    ...replica,
    hashes: (ranges) => replica.hashes(ranges, true),
    page: (after) => replica.page(after),
  };
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
  const usage = createUsageCounter({ now });
  const door = createHomeCallHandler({
    key: RELAY_KEY,
    now,
    isNew: createNonceMemory(now),
    log: () => {},
    calls: {
      [`GET ${RELAY_HEALTH_PATH}`]: createDeepHealth({
        checks: { usage: { run: () => ({ verdict: "pass", ...usage.state() }) } },
        time: { now, after: () => () => {} },
      }).answerHome,
      ...replicaCalls(replica),
      ...mailboxCalls({
        mailbox,
        capacity: createCapacity({ sql, bytesMax: MAILBOX_BYTES_MAX, now }),
        unsignedQuota: createUnsignedQuota({ sql, now }),
        access: accessBySource({ secrets: {}, unsigned: new Set(["generic"]) }),
        onWaiting: (source) => woken.push(source),
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
