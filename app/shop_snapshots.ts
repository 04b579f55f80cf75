/** The relay's copy of the shop: read from our own pages as a stranger sees them, and kept true. */
import type { Assets } from "../routes/frame/assets.ts";
import type { Services } from "../routes/services.ts";
import { shopAssetPaths } from "../routes/shop/shop.tsx";
import { systemTimer } from "../services/base/timer.ts";
import { createPublicPageReader } from "../services/relay-client/public_pages.ts";
import {
  createSnapshotSender,
  type SnapshotClient,
  type SnapshotSender,
} from "../services/relay-client/snapshot_sender.ts";

interface ShopSnapshotsOptions {
  readonly services: Pick<Services, "shop" | "clock" | "log">;
  readonly app: { fetch(request: Request): Response | Promise<Response> };
  readonly assets: Assets;
  readonly client: SnapshotClient;
  /** Under which the public reaches the relay: the pages name it, and the house must know it as its own. */
  readonly url: string;
}

export function createShopSnapshots(
  { services, app, assets, client, url }: ShopSnapshotsOptions,
): SnapshotSender {
  return createSnapshotSender({
    ...services,
    read: createPublicPageReader((request) => app.fetch(request), url),
    assets: shopAssetPaths(assets),
    client,
    timer: systemTimer,
  });
}
