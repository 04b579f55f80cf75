/** The way to the relay, where one is set: the line on which it asks, the second copy, and the mail it brings. */
import { HOME_CALLS_PATH, PROTOCOL_VERSION } from "../relay/protocol/tunnel.ts";
import { HOME_HEALTH_PATH, type HomeHealth } from "../relay/protocol/health.ts";
import { hmacHex, isEqualConstantTime } from "../relay/shared/crypto.ts";
import type { Config } from "../config.ts";
import type { Clock, NewId } from "../services/base/clock.ts";
import { systemTimer, waitAtMost } from "../services/base/timer.ts";
import type { Logger } from "../services/base/log.ts";
import type { Blobs, Database, Sealer } from "../services/store/mod.ts";
import { createDial } from "../services/relay-client/adapters/dial_relay.ts";
import { createCloudflaredReceiver } from "../services/relay-client/cloudflared_receiver.ts";
import { openMaintenanceSocket } from "../services/relay-client/adapters/maintenance_socket.ts";
import { replicaSigning } from "./replica_signing.ts";
import { readHomeName } from "../services/relay-client/replica_ledger.ts";
import { createWebhookStore } from "../services/relay-client/received_webhooks.ts";
import { createRelayClient } from "../services/relay-client/adapters/relay_http.ts";
import { createReplicator } from "../services/relay-client/replicator.ts";
import type { RelayService } from "../services/relay-client/service.ts";
import type { App, RelayCalls } from "../services/relay-client/tunnel_server.ts";
import type { SnapshotClient, SnapshotSender } from "../services/relay-client/snapshot_sender.ts";
import {
  createTunnelClient,
  type TunnelClient,
  type TunnelState,
} from "../services/relay-client/tunnel_client.ts";
import { VERIFY_REPLICA, verifyReplica } from "../services/relay-client/verify_replica.ts";

interface HomeRelayOptions {
  readonly config: Config;
  readonly version: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  /** Whose key signs the replica. */
  readonly sealer: Sealer;
  /** Where webhooks' raw bytes are kept. */
  readonly files: Blobs;
}

export interface HomeRelay {
  readonly service: RelayService;
  /** Takes what the public shop says. */
  readonly snapshots: SnapshotClient;
  /** From now on the relay reaches the app, and shows the shop while home is away. */
  connect(app: App, shop: ShopSnapshots): void;
  /** Answers at home's own port, where the relay asks too if it comes through Cloudflare. */
  atPort(app: App, request: Request, plain: () => Answered): Answered;
  /** The relay is told to ask no more; what runs may end within this time. */
  leave(withinMs: number): Promise<void>;
  /** What waits for the copy is carried, if it goes so quickly; else after the next start. */
  stop(withinMs: number): Promise<void>;
}

type Answered = Response | Promise<Response>;

type ShopSnapshots = Pick<SnapshotSender, "start" | "connected" | "stop">;

/** A metered database sleeps in between. */
const COPY_EVERY_MS = 15 * 60_000;
const COPY_EVERY_BYTES = 64 * 1024;
/** While somebody waits for a page. */
const PAGE_MS_MAX = 4_000;
const MAIL_PATH = `${HOME_CALLS_PATH}mail`;

/** @returns null where no relay is set */
export async function createHomeRelay(needs: HomeRelayOptions): Promise<HomeRelay | null> {
  const { config: { relay, dataDir }, version, db, clock, newId, log, files } = needs;
  if (!relay) return null;
  const client = createRelayClient({ ...relay, clock });
  const home = await readHomeName(db.store, newId);
  const signing = replicaSigning(db.store, needs.sealer, home);
  const replicator = createReplicator({
    ...{ db, clock, log, client, home, ...signing },
    timer: systemTimer,
    pace: { everyMs: COPY_EVERY_MS, everyBytes: COPY_EVERY_BYTES },
  });
  const webhooks = createWebhookStore({
    db,
    clock,
    files,
    log,
    isSignedByRelay: (text, signature) => isEqualConstantTime(signature, hmacHex(relay.key, text)),
  });
  const maintenance = openMaintenanceSocket(dataDir, {
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

  const calls: RelayCalls = { [MAIL_PATH]: webhooks.receive, [HOME_HEALTH_PATH]: health };
  const door = relay.way === "cloudflared"
    ? createCloudflaredReceiver({ key: relay.key, calls, clock, log })
    : null;
  let line: TunnelClient | null = null;
  let shop: ShopSnapshots | null = null;

  function state(): TunnelState {
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

  function dial(app: App, copy: ShopSnapshots): void {
    line = createTunnelClient({
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
    service: {
      version: PROTOCOL_VERSION,
      way: relay.way,
      state,
      replicator,
      mailbox: forPages.mailbox,
      readReport: forPages.readReport,
      webhooks,
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
