/** Builds the parts of the relay that need a database: mailbox, replica, snapshots, and the health of everything. */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { callHome } from "./calls/call_home.ts";
import { createHomeCallHandler, createNonceMemory } from "./calls/home_calls.ts";
import { createDeepHealth, DEEP_HEALTH_PATH } from "./health/deep_health.ts";
import { originChecks, storageChecks } from "./health/health_checks.ts";
import type { RouteHandler } from "./ingress/web_request.ts";
import type { Log } from "./log.ts";
import { createCapacity } from "./mailbox/capacity.ts";
import { createDeliveryScheduler, type NotifyHolder } from "./mailbox/delivery_scheduler.ts";
import { mailboxCalls } from "./mailbox/mailbox_calls.ts";
import { createMailbox, type Mailbox } from "./mailbox/mailbox.ts";
import { createUnsignedQuota } from "./mailbox/unsigned_quota.ts";
import { createWebhookDeliverer } from "./mailbox/webhook_deliverer.ts";
import {
  accessBySource,
  createWebhookReceiver,
  webhookSourceOf,
} from "./mailbox/webhook_receiver.ts";
import type { WebhookSecrets } from "./mailbox/webhook_signatures.ts";
import type { Origin } from "./origin/origin.ts";
import { RELAY_HEALTH_PATH } from "./protocol/health.ts";
import type { ReplicationPace } from "./protocol/replica.ts";
import { WEBHOOK_DELIVERY_PATH, type WebhookSource } from "./protocol/webhooks.ts";
import type { UsageCounter } from "./quotas/usage_counter.ts";
import { replicaCalls } from "./replica/replica_calls.ts";
import { createReplica } from "./replica/replica.ts";
import { hmacHex } from "./shared/crypto.ts";
import type { TimeSource } from "./shared/time.ts";
import { snapshotCalls } from "./snapshots/snapshot_calls.ts";
import { createSnapshots } from "./snapshots/snapshots.ts";

export interface RelayServicesOptions {
  readonly sql: Sql;
  /** Null: everything works without Redis, a little slower. */
  readonly redis: Redis | null;
  readonly usage: UsageCounter;
  /** Shared with home. */
  readonly key: string;
  /** Key for the deep health check; null: only home may ask. */
  readonly healthKey: string | null;
  readonly webhookSecrets: WebhookSecrets;
  /** Sources whose webhooks are accepted without a secret. */
  readonly unsignedWebhooks: ReadonlySet<WebhookSource>;
  /** Limit of the mailbox's size in the database. */
  readonly webhookBytesMax: number;
  /** This machine's own connection to home; only the machine that has it delivers webhooks. */
  readonly origin: Origin;
  /** Null where there is one machine. */
  readonly notifyHolder: NotifyHolder | null;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

export interface RelayServices {
  findRoute(path: string): RouteHandler | null;
  /** Answers with a page's snapshot, or null where there is none. */
  readonly serveSnapshot: (request: Request) => Promise<Response | null>;
  /** Delivers the webhooks that wait. */
  onHomeConnected(): void;
  close(): Promise<void>;
}

/** Paths of the calls that home makes to the relay. */
const CALLS_PREFIX = "/relay/";
/** Home stores a webhook before it answers, and no more. */
const DELIVERY_MS_MAX = 15_000;
const CLEAN_UP_EVERY_MS = 24 * 60 * 60_000;

export function createRelayServices(options: RelayServicesOptions): RelayServices {
  const { sql, redis, usage, key, healthKey, origin, time, now, random, log } = options;
  const { webhookSecrets: secrets, unsignedWebhooks: unsigned } = options;
  const warn = (event: string, details: Record<string, unknown>) => log.warn(event, details);
  const home = { origin, key, now };
  const mailbox = createMailbox(sql);
  const capacity = createCapacity({ sql, bytesMax: options.webhookBytesMax, now: time.now });
  const unsignedQuota = createUnsignedQuota({ sql, now });
  const replica = createReplica(sql);
  const cleanUp = createCleanUp(mailbox, time, warn);
  const deliverer = createWebhookDeliverer({
    mailbox,
    async send(webhook, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(DELIVERY_MS_MAX)]);
      const call = { method: "POST", path: WEBHOOK_DELIVERY_PATH, json: webhook } as const;
      const reply = await callHome(home, call, limited);
      if (reply === null && !signal.aborted) scheduler.onHomeUnreachable();
      return reply;
    },
    sign: (text) => hmacHex(key, text),
    after: time.after,
    random,
    log: warn,
  });
  const scheduler = createDeliveryScheduler({
    ...{ deliverer, origin, time, log: warn },
    notifyHolder: options.notifyHolder,
  });
  const receiveWebhook = createWebhookReceiver({
    ...{ mailbox, capacity, unsignedQuota, secrets, unsigned, now, log: warn },
    onStored(source) {
      scheduler.onWaiting(source);
      cleanUp();
    },
  });
  const snapshots = createSnapshots({
    ...{ sql, redis, now, log: warn },
    isCacheAffordable: () => usage.advice().snapshotsInRedis,
  });
  const health = createDeepHealth({
    checks: {
      ...originChecks(home),
      ...storageChecks({ sql, redis, mailbox, replica, usage }),
    },
    ...healthKey && { key: healthKey },
    time,
  });
  const answerHome = createHomeCallHandler({
    ...{ key, now, log: warn },
    isNew: createNonceMemory(now),
    calls: {
      [`GET ${RELAY_HEALTH_PATH}`]: health.answerHome,
      ...replicaCalls(replica, () => replicationPace(usage)),
      ...mailboxCalls({
        ...{ mailbox, capacity, unsignedQuota },
        onWaiting: scheduler.onWaiting,
        access: accessBySource({ secrets, unsigned }),
      }),
      ...snapshotCalls(snapshots),
    },
  });

  return {
    findRoute(path) {
      const source = webhookSourceOf(path);
      if (source !== null) return (request) => receiveWebhook(request, source);
      if (path === DEEP_HEALTH_PATH) return health.answer;
      return path.startsWith(CALLS_PREFIX) ? answerHome : null;
    },
    serveSnapshot: snapshots.serve,
    onHomeConnected: scheduler.onHomeConnected,
    async close() {
      scheduler.stop();
      await deliverer.stop();
    },
  };
}

/** Deletes old delivered webhooks once a day, when a new webhook has woken the database anyway. */
function createCleanUp(
  mailbox: Pick<Mailbox, "deleteOldDelivered">,
  time: TimeSource,
  log: (event: string, details: Record<string, unknown>) => void,
): () => void {
  let cleanedAt = -Infinity;
  return () => {
    if (time.now() - cleanedAt < CLEAN_UP_EVERY_MS) return;
    cleanedAt = time.now();
    mailbox.deleteOldDelivered().catch((error) => {
      log("old_webhooks_not_deleted", { error: String(error) });
    });
  };
}

function replicationPace(usage: UsageCounter): ReplicationPace {
  const { replicateEveryMs: everyMs, replicateEveryBytes: everyBytes } = usage.advice();
  return { everyMs, everyBytes };
}
