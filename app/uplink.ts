/** The way to the relay, where one is set: the line on which it asks, the second copy, and the mail it brings. */
import { HOME_PATH, PROTOCOL_VERSION } from "../relay/protocol.ts";
import { HOME_HEALTH_PATH, type HomeHealth } from "../relay/protocol_health.ts";
import { isHmacOf } from "../relay/protocol_auth.ts";
import type { Config } from "../config.ts";
import type { Clock, NewId } from "../services/base/clock.ts";
import { systemTimer, waitAtMost } from "../services/base/timer.ts";
import type { Logger } from "../services/base/log.ts";
import type { Blobs, Database, Sealer } from "../services/store/mod.ts";
import { createDial } from "../services/uplink/adapters/dial.ts";
import { createFrontDoor } from "../services/uplink/front_door.ts";
import { openMaintenanceDoor } from "../services/uplink/adapters/maintenance_door.ts";
import { replicaSigning } from "./replica_signing.ts";
import { homeName } from "../services/uplink/home_name.ts";
import { createMailRoom } from "../services/uplink/mail.ts";
import { createRelayClient } from "../services/uplink/relay_client_http.ts";
import { createReplicator } from "../services/uplink/replicator.ts";
import type { UplinkRoom } from "../services/uplink/room.ts";
import type { App, RelayCalls } from "../services/uplink/serve.ts";
import type { SnapshotClient, SnapshotSender } from "../services/uplink/snapshots.ts";
import { createUplink, type Uplink, type UplinkState } from "../services/uplink/uplink.ts";
import { VERIFY_REPLICA, verifyReplica } from "../services/uplink/verified.ts";

export interface HomeUplinkNeeds {
  readonly config: Config;
  readonly version: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  /** Whose key signs the replica. */
  readonly sealer: Sealer;
  /** Where letters' raw bytes are kept. */
  readonly files: Blobs;
}

export interface HomeUplink {
  readonly room: UplinkRoom;
  /** Takes what the public shop says. */
  readonly snapshots: SnapshotClient;
  /** From now on the relay reaches the app, and shows the shop while home is away. */
  connect(app: App, shop: ShopCopy): void;
  /** Answers at home's own port, where the relay asks too if it comes through Cloudflare. */
  atPort(app: App, request: Request, plain: () => Answered): Answered;
  /** The relay is told to ask no more; what runs may end within this time. */
  leave(withinMs: number): Promise<void>;
  /** What waits for the copy is carried, if it goes so quickly; else after the next start. */
  stop(withinMs: number): Promise<void>;
}

type Answered = Response | Promise<Response>;

export type ShopCopy = Pick<SnapshotSender, "start" | "connected" | "stop">;

/** A metered database sleeps in between. */
const COPY_EVERY_MS = 15 * 60_000;
const COPY_EVERY_BYTES = 64 * 1024;
/** While somebody waits for a page. */
const PAGE_MS_MAX = 4_000;
const MAIL_PATH = `${HOME_PATH}mail`;

/** @returns null where no relay is set */
export async function createHomeUplink(needs: HomeUplinkNeeds): Promise<HomeUplink | null> {
  const { config: { relay, dataDir }, version, db, clock, newId, log, files } = needs;
  if (!relay) return null;
  const client = createRelayClient({ ...relay, clock });
  const home = await homeName(db.store, newId);
  const signing = replicaSigning(db.store, needs.sealer, home);
  const replicator = createReplicator({
    ...{ db, clock, log, client, home, ...signing },
    timer: systemTimer,
    pace: { everyMs: COPY_EVERY_MS, everyBytes: COPY_EVERY_BYTES },
  });
  const letters = createMailRoom({
    db,
    clock,
    files,
    log,
    isAttested: (text, signature) => isHmacOf(relay.key, text, signature),
  });
  const maintenance = openMaintenanceDoor(dataDir, {
    [VERIFY_REPLICA]: () => verifyReplica({ store: db.store, replicator, other: client, signing }),
  }, log);
  const forPages = createRelayClient({ ...relay, clock, deadlineMs: PAGE_MS_MAX });
  const began = clock.now();

  function health(): Promise<Response> {
    const { waitingSince, failing } = replicator.state();
    const waitingMs = waitingSince === null ? 0 : clock.now() - waitingSince;
    const said: HomeHealth = { version, copy: { waitingMs, failing: failing !== null } };
    return Promise.resolve(Response.json(said));
  }

  const calls: RelayCalls = { [MAIL_PATH]: letters.receive, [HOME_HEALTH_PATH]: health };
  const door = relay.way === "cloudflared"
    ? createFrontDoor({ key: relay.key, calls, clock, log })
    : null;
  let line: Uplink | null = null;
  let shop: ShopCopy | null = null;

  function state(): UplinkState {
    if (line) return line.state();
    const askedAt = door?.askedAt() ?? null;
    return {
      url: relay!.url,
      connected: askedAt !== null,
      since: askedAt ?? began,
      problem: null,
      underWay: 0,
    };
  }

  function dial(app: App, copy: ShopCopy): void {
    line = createUplink({
      ...relay!,
      ...{ app, calls, clock, log },
      dial: createDial(relay!),
      random: Math.random,
      timer: systemTimer,
    });
    line.onChange((connected) => connected && copy.connected());
    line.start();
  }

  return {
    room: {
      version: PROTOCOL_VERSION,
      way: relay.way,
      state,
      replicator,
      mail: forPages.mail,
      report: forPages.report,
      letters,
    },
    snapshots: client.snapshots,
    connect(app, copy) {
      shop = copy;
      copy.start();
      if (relay.way === "tunnel") dial(app, copy);
      else copy.connected();
      replicator.start();
    },
    atPort: (app, request, plain) => door ? door.answer(app, request, plain) : plain(),
    async leave(withinMs) {
      await Promise.all([line?.close(withinMs), shop && waitAtMost(withinMs, shop.stop())]);
    },
    async stop(withinMs) {
      await waitAtMost(withinMs, Promise.all([maintenance?.close(), replicator.stop()]));
    },
  };
}
