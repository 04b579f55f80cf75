/** The services that routes use, built in `app/`. */
import type { Config } from "../config.ts";
import type { AI } from "../services/ai/mod.ts";
import type { Alerts } from "../services/alerts/mod.ts";
import type { Auth } from "../services/auth/mod.ts";
import type { Clock } from "../services/base/clock.ts";
import type { Cuts } from "../services/cuts/mod.ts";
import type { Inventory } from "../services/inventory/mod.ts";
import type { Jobs } from "../services/jobs/mod.ts";
import type { Listing } from "../services/listing/mod.ts";
import type { Logger } from "../services/base/log.ts";
import type { Lookups } from "../services/lookups/mod.ts";
import type {
  CapturedReader,
  Evidence,
  Intakes,
  Pricing,
  Rates,
  SalesReport,
} from "../services/market/mod.ts";
import type { Photos } from "../services/photos/mod.ts";
import type { Shop } from "../services/shop/mod.ts";
import type { Blobs, Database } from "../services/store/mod.ts";
import type { Transfer } from "../services/transfer/mod.ts";
import type { RelayService } from "../services/relay-client/mod.ts";
import type { Watches } from "../services/watches/mod.ts";

export interface Services {
  readonly config: Config;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Database;
  readonly blobs: Blobs;
  readonly jobs: Jobs;
  readonly auth: Auth;
  readonly inventory: Inventory;
  readonly photos: Photos;
  readonly listing: Listing;
  readonly ai: AI;
  readonly alerts: Alerts;
  readonly evidence: Evidence;
  readonly lookups: Lookups;
  readonly captured: CapturedReader;
  /** Captures: pages and files that were added to the evidence. */
  readonly intakes: Intakes;
  /** For showing foreign amounts, never for calculating prices. */
  readonly rates: Rates;
  readonly pricing: Pricing;
  /** How far off the prices were on what was sold here. */
  readonly salesReport: SalesReport;
  readonly cuts: Cuts;
  readonly shop: Shop;
  readonly transfer: Transfer;
  /** Null where no relay is set. */
  readonly relay: RelayService | null;
  readonly watches: Watches;
  /** Aborted when home closes, so that endless streams end. */
  readonly closing: AbortSignal;
  /** Adds sample items to an empty home. */
  readonly createDemoItems: () => Promise<void>;
}
