/** Builds the sender of the shop's snapshots, which reads the app's own pages as an anonymous visitor. */
import type { Assets } from "../routes/frame/assets.ts";
import type { Services } from "../routes/services.ts";
import { shopAssetPaths } from "../routes/shop/shop.tsx";
import { systemTimer } from "../services/base/timer.ts";
import { createPublicPageReader } from "../services/relay-client/public_pages.ts";
import type { SnapshotClient } from "../services/relay-client/snapshot_upload.ts";
import {
  createSnapshotSender,
  type SnapshotSender,
} from "../services/relay-client/snapshot_sender.ts";

interface ShopSnapshotsOptions {
  readonly services: Pick<Services, "shop" | "clock" | "log">;
  readonly app: { fetch(request: Request): Response | Promise<Response> };
  readonly assets: Assets;
  readonly client: SnapshotClient;
  /** The relay's public address, which the pages contain. */
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
