/** Builds home's end of the relay where one is configured: tunnel, replica, received webhooks and snapshots. */
import { PROTOCOL_VERSION } from "../relay/protocol/tunnel.ts";
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
import type { RelayService } from "../services/relay-client/mod.ts";
import type { App, RelayCalls } from "../services/relay-client/tunnel_server.ts";
import type { SnapshotClient } from "../services/relay-client/snapshot_upload.ts";
import type { SnapshotSender } from "../services/relay-client/snapshot_sender.ts";
import {
  createTunnelClient,
  type TunnelClient,
  type TunnelState,
} from "../services/relay-client/tunnel_client.ts";
import { VERIFY_REPLICA, verifyReplica } from "../services/relay-client/verify_replica.ts";
import { WEBHOOK_DELIVERY_PATH } from "../relay/protocol/webhooks.ts";

interface HomeRelayOptions {
  readonly config: Config;
  readonly version: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  /** Its key signs the replica. */
  readonly sealer: Sealer;
  /** Files of the webhooks' raw bytes. */
  readonly files: Blobs;
}

export interface HomeRelay {
  readonly service: RelayService;
  /** The relay's calls for snapshots of the shop. */
  readonly snapshots: SnapshotClient;
  /** Connects the app to the relay, and the shop to its snapshots. */
  connect(app: App, shop: ShopSnapshots): void;
  /** Answers a request at home's own port; with Cloudflare the relay's requests arrive there too. */
  atPort(app: App, request: Request, plain: () => Answered): Answered;
  /** Asks the relay for no new requests; those in flight may end within this time. */
  leave(withinMs: number): Promise<void>;
  /** Replicates what waits, if that takes no longer; the rest follows after the next start. */
  stop(withinMs: number): Promise<void>;
}

type Answered = Response | Promise<Response>;

type ShopSnapshots = Pick<SnapshotSender, "start" | "connected" | "stop">;

/** Pace until the relay asks for another one; a metered database sleeps in between. */
const REPLICATE_EVERY_MS = 15 * 60_000;
const REPLICATE_EVERY_BYTES = 64 * 1024;
/** Timeout of calls for which a page waits. */
const PAGE_MS_MAX = 4_000;

/** @returns null where no relay is configured */
export async function createHomeRelay(needs: HomeRelayOptions): Promise<HomeRelay | null> {
  const { config: { relay, dataDir }, version, db, clock, newId, log, files } = needs;
  if (!relay) return null;
  const client = createRelayClient({ ...relay, clock });
  const home = await readHomeName(db.store, newId);
  const signing = replicaSigning(db.store, needs.sealer, home);
  const replicator = createReplicator({
    ...{ db, clock, log, client, home, ...signing },
    timer: systemTimer,
    pace: { everyMs: REPLICATE_EVERY_MS, everyBytes: REPLICATE_EVERY_BYTES },
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
    const report: HomeHealth = { version, copy: { waitingMs, failing: failing !== null } };
    return Promise.resolve(Response.json(report));
  }

  const calls: RelayCalls = {
    [WEBHOOK_DELIVERY_PATH]: webhooks.receive,
    [HOME_HEALTH_PATH]: health,
  };
  const receiver = relay.way === "cloudflared"
    ? createCloudflaredReceiver({ key: relay.key, calls, clock, log })
    : null;
  let tunnel: TunnelClient | null = null;
  let shop: ShopSnapshots | null = null;

  function state(): TunnelState {
    if (tunnel) return tunnel.state();
    const askedAt = receiver?.askedAt() ?? null;
    return {
      url: relay!.url,
      connected: askedAt !== null,
      since: askedAt ?? began,
      problem: null,
      underWay: 0,
    };
  }

  function connectTunnel(app: App, snapshots: ShopSnapshots): void {
    tunnel = createTunnelClient({
      ...relay!,
      ...{ app, calls, clock, log },
      dial: createDial(relay!),
      random: Math.random,
      timer: systemTimer,
    });
    tunnel.onChange((connected) => connected && snapshots.connected());
    tunnel.start();
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
    connect(app, snapshots) {
      shop = snapshots;
      snapshots.start();
      if (relay.way === "tunnel") connectTunnel(app, snapshots);
      else snapshots.connected();
      replicator.start();
    },
    atPort: (app, request, plain) => receiver ? receiver.answer(app, request, plain) : plain(),
    async leave(withinMs) {
      await Promise.all([tunnel?.close(withinMs), shop && waitAtMost(withinMs, shop.stop())]);
    },
    async stop(withinMs) {
      await waitAtMost(withinMs, Promise.all([maintenance?.close(), replicator.stop()]));
    },
  };
}
