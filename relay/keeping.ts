/** What the relay keeps for home: its mail, its second copy, and what its public pages last said. */
import { Readable } from "node:stream";
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { createHomeDoor, rememberNonces } from "./home_door.ts";
import type { Log } from "./log.ts";
import { mailboxCalls } from "./mailbox/calls.ts";
import { createCourier, type HomeAnswer } from "./mailbox/courier.ts";
import { createHooks, hookOf } from "./mailbox/hooks.ts";
import { createMailbox } from "./mailbox/mailbox.ts";
import { type Origin, OriginFailure } from "./origin.ts";
import { HOME_PATH } from "./protocol.ts";
import { hmacOf } from "./protocol_auth.ts";
import type { Delivery, Source } from "./protocol_mail.ts";
import type { Time } from "./protocol_pulse.ts";
import { replicaCalls } from "./replica/calls.ts";
import { createReplica } from "./replica/replica.ts";
import { snapshotCalls } from "./snapshots/calls.ts";
import { createSnapshots } from "./snapshots/snapshots.ts";
import type { OwnRoute } from "./web.ts";

export interface KeepingOptions {
  readonly sql: Sql;
  /** `null`: everything works without, a little slower. */
  readonly redis: Redis | null;
  /** Shared with home. */
  readonly key: string;
  readonly hookSecrets: Readonly<Partial<Record<Source, string>>>;
  readonly origin: Origin;
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
const SAID_CHARS_MAX = 200;
/** Nothing outside is asked for it. */
const LOOK_MS = 500;
/** What home has had for long is let go of when the database is awake anyway. */
const TIDY_MS = 24 * 60 * 60_000;

export function createKeeping(options: KeepingOptions): Keeping {
  const { sql, redis, key, hookSecrets, origin, time, now, random, log } = options;
  const warn = (event: string, details: Record<string, unknown>) => log.warn(event, details);
  const mailbox = createMailbox(sql);
  const courier = createCourier({
    mailbox,
    async deliver(delivery, signal) {
      const answer = await deliver(origin, delivery, signal);
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

  function bring(source: Source): void {
    courier.wake(source);
    if (time.now() - tidiedAt < TIDY_MS) return;
    tidiedAt = time.now();
    mailbox.tidy().catch((error) => warn("mail_not_tidied", { error: String(error) }));
  }

  const hooks = createHooks({ mailbox, secrets: hookSecrets, now, log: warn, taken: bring });
  const snapshots = createSnapshots({ sql, redis, now, log: warn });
  const door = createHomeDoor({
    key,
    now,
    isNew: rememberNonces(now),
    calls: {
      ...replicaCalls(createReplica(sql)),
      ...mailboxCalls(mailbox, courier.wake),
      ...snapshotCalls(snapshots),
    },
    log: warn,
  });

  return {
    ownRoute(path) {
      const hook = hookOf(path);
      if (hook !== null) return (request) => hooks(request, hook);
      return path.startsWith(CALLS) ? door : null;
    },
    stopgap: snapshots.serve,
    homeIsHere,
    async close() {
      looking?.();
      await courier.stop();
    },
  };
}

/** @returns null where home cannot be asked now */
async function deliver(
  origin: Origin,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<HomeAnswer | null> {
  const body = new TextEncoder().encode(JSON.stringify(delivery));
  try {
    const { status, body: said } = await origin.fetch({
      method: "POST",
      path: MAIL_PATH,
      host: "home",
      headers: { "content-type": "application/json", "content-length": String(body.length) },
      body: Readable.from([body]),
    }, AbortSignal.any([signal, AbortSignal.timeout(DELIVERY_MS_MAX)]));
    return { status, said: await start(said) };
  } catch (error) {
    if (error instanceof OriginFailure) return null;
    throw error;
  }
}

async function start(body: Readable): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= SAID_CHARS_MAX) break;
    }
  } catch {
    // What it had to say is not what was asked: its status is.
  }
  return text.slice(0, SAID_CHARS_MAX);
}
