/** What the relay keeps for home: its mail, its second copy, and what its public pages last said. */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { askHome } from "./ask_home.ts";
import type { Usage } from "./budget/usage.ts";
import { createHomeDoor, rememberNonces } from "./home_door.ts";
import { createDeepHealth, DEEP_HEALTH_PATH } from "./health_deep.ts";
import { storedParts, wayParts } from "./health_parts.ts";
import type { Log } from "./log.ts";
import { MAIL_WAITS_PATH, mailboxCalls } from "./mailbox/calls.ts";
import { createCourier } from "./mailbox/courier.ts";
import { createCapacity } from "./mailbox/capacity.ts";
import { accessBySource, createHooks, hookOf } from "./mailbox/hooks.ts";
import { createMailbox } from "./mailbox/mailbox.ts";
import type { WebhookSecrets } from "./mailbox/secrets.ts";
import { createUnsignedBudget } from "./mailbox/unsigned_budget.ts";
import type { Origin } from "./origin.ts";
import { HOME_PATH } from "./protocol.ts";
import { hmacOf } from "./protocol_auth.ts";
import { RELAY_HEALTH_PATH } from "./protocol_health.ts";
import type { Source } from "./protocol_mail.ts";
import type { Time } from "./protocol_pulse.ts";
import { replicaCalls } from "./replica/calls.ts";
import { createReplica } from "./replica/replica.ts";
import { DAY_MS } from "./shared/time.ts";
import { snapshotCalls } from "./snapshots/calls.ts";
import { createSnapshots } from "./snapshots/snapshots.ts";
import type { OwnRoute } from "./web.ts";

export interface KeepingOptions {
  readonly sql: Sql;
  /** `null`: everything works without, a little slower. */
  readonly redis: Redis | null;
  readonly usage: Usage;
  /** Shared with home. */
  readonly key: string;
  /** For who looks at the deep health; `null`: home alone may. */
  readonly healthKey: string | null;
  readonly webhookSecrets: WebhookSecrets;
  /** Sources that are open without a secret. */
  readonly unsignedWebhooks: ReadonlySet<Source>;
  /** What all webhooks may weigh together. */
  readonly webhookBytesMax: number;
  /** This machine's own way home: one machine at a time brings mail. */
  readonly origin: Origin;
  /** Tells the machine that has the way home. */
  readonly tellHolder: ((path: string) => Promise<"heard" | "unheard" | "nobody">) | null;
  readonly time: Time;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

export interface Keeping {
  ownRoute(path: string): OwnRoute | null;
  /** What home's public pages last said. */
  readonly stopgap: (request: Request) => Promise<Response | null>;
  /** Home can be asked: what waits is brought. */
  homeIsHere(): void;
  close(): Promise<void>;
}

/** Where home calls the relay. */
const CALLS = "/relay/";
const MAIL_PATH = `${HOME_PATH}mail`;
/** A home that lives answers a delivery quickly: it only writes it down. */
const DELIVERY_MS_MAX = 15_000;
/** Nothing outside is asked for it. */
const LOOK_MS = 500;
/** A machine that did not hear is told again. */
const TELL_AGAIN_MS = 10_000;
/** What home has had for long is let go of when the database is awake anyway. */
const TIDY_MS = DAY_MS;

export function createKeeping(options: KeepingOptions): Keeping {
  const { sql, redis, usage, key, healthKey, origin, time, now, random, log } = options;
  const warn = (event: string, details: Record<string, unknown>) => log.warn(event, details);
  const mailbox = createMailbox(sql);
  const capacity = createCapacity({ sql, bytesMax: options.webhookBytesMax, now: time.now });
  const unsignedBudget = createUnsignedBudget({ sql, now });
  const { webhookSecrets: secrets, unsignedWebhooks: unsigned } = options;
  const replica = createReplica(sql);
  const courier = createCourier({
    mailbox,
    async deliver(said, signal) {
      const enough = AbortSignal.any([signal, AbortSignal.timeout(DELIVERY_MS_MAX)]);
      const answer = await askHome(
        { origin, key, now },
        { method: "POST", path: MAIL_PATH, said },
        enough,
      );
      if (answer === null && !signal.aborted) lookForHome();
      return answer;
    },
    sign: (text) => hmacOf(key, text),
    after: time.after,
    random,
    log: warn,
  });
  let tidiedAt = -Infinity;
  let looking: (() => void) | null = null;
  const telling = new Map<Source, () => void>();

  /** A home that fell silent comes back without a word; one that left dials again and is heard. */
  function lookForHome(): void {
    if (looking || origin.state().home === "away") return;
    looking = time.after(LOOK_MS, () => {
      looking = null;
      if (origin.state().home === "silent") lookForHome();
      else homeIsHere();
    });
  }

  function homeIsHere(): void {
    courier.wakeAll().catch((error) => warn("mail_not_looked_for", { error: String(error) }));
  }

  /** A home that is nowhere now gets it when it dials. */
  function bring(source: Source): void {
    if (origin.state().home !== "away") courier.wake(source);
    else if (options.tellHolder) void tellHolder(source, options.tellHolder);
  }

  async function tellHolder(source: Source, tell: NonNullable<KeepingOptions["tellHolder"]>) {
    telling.get(source)?.();
    telling.delete(source);
    if (await tell(`${MAIL_WAITS_PATH}/${source}`) !== "unheard") return;
    telling.set(source, time.after(TELL_AGAIN_MS, () => bring(source)));
  }

  function taken(source: Source): void {
    bring(source);
    if (time.now() - tidiedAt < TIDY_MS) return;
    tidiedAt = time.now();
    mailbox.tidy().catch((error) => warn("mail_not_tidied", { error: String(error) }));
  }

  const hooks = createHooks({
    ...{ mailbox, capacity, unsignedBudget, secrets, unsigned },
    ...{ now, log: warn, taken },
  });
  const snapshots = createSnapshots({
    sql,
    redis,
    affordable: () => usage.advice().snapshotsInRedis,
    now,
    log: warn,
  });
  const health = createDeepHealth({
    parts: {
      ...wayParts({ origin, key, now }),
      ...storedParts({ sql, redis, mailbox, replica, usage }),
    },
    ...healthKey && { key: healthKey },
    time,
  });
  const door = createHomeDoor({
    key,
    now,
    isNew: rememberNonces(now),
    calls: {
      [`GET ${RELAY_HEALTH_PATH}`]: health.answerHome,
      ...replicaCalls(replica, () => paceOf(usage)),
      ...mailboxCalls({
        ...{ mailbox, capacity, unsignedBudget, wake: bring },
        access: accessBySource({ secrets, unsigned }),
      }),
      ...snapshotCalls(snapshots),
    },
    log: warn,
  });

  return {
    ownRoute(path) {
      const hook = hookOf(path);
      if (hook !== null) return (request) => hooks(request, hook);
      if (path === DEEP_HEALTH_PATH) return health.answer;
      return path.startsWith(CALLS) ? door : null;
    },
    stopgap: snapshots.serve,
    homeIsHere,
    async close() {
      looking?.();
      for (const callOff of telling.values()) callOff();
      await courier.stop();
    },
  };
}

function paceOf(usage: Usage) {
  const { replicateEveryMs: everyMs, replicateEveryBytes: everyBytes } = usage.advice();
  return { everyMs, everyBytes };
}
