/** All routes and middleware, in the order in which a request meets them. */
import { Hono, type MiddlewareHandler } from "hono";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { apiRoutes } from "./api/mod.ts";
import { assetRoutes, type Assets } from "./frame/assets.ts";
import { captureRoutes } from "./capture/capture.tsx";
import type { Env } from "./env.ts";
import { cutRoutes } from "./cuts/cuts.tsx";
import { eventRoutes } from "./events.ts";
import { exportRoutes } from "./transfer/export.tsx";
import { checkBodies } from "./forms/body.ts";
import { createFormAddresses } from "./forms/form_addresses.ts";
import {
  accountOf,
  checkHost,
  readSession,
  redirectToSetup,
  refuseCrossSite,
  requireOwner,
} from "./frame/guard.ts";
import { galleryRoutes } from "./gallery/gallery.tsx";
import { healthRoutes } from "./health.ts";
import { importRoutes } from "./transfer/import.tsx";
import { editRoutes } from "./item/edit.tsx";
import { historyRoutes, itemRoutes } from "./item/item.tsx";
import { itemPageForms } from "./item/page_forms.ts";
import { itemCutRoutes } from "./cuts/item_cuts.tsx";
import { itemPriceRoutes } from "./price/item_price.tsx";
import { newItemRoutes } from "./item/new.tsx";
import { readingRoutes } from "./item/reading.ts";
import { itemsRoutes } from "./items/items.tsx";
import { createJobRevision } from "./jobs/job_revision.ts";
import { jobRoutes } from "./jobs/jobs.tsx";
import { labelRoutes } from "./items/labels.tsx";
import { listingRoutes } from "./listing/listing.tsx";
import { copyRoutes } from "./listing/copy.tsx";
import { loginRoutes } from "./access/login.tsx";
import { lookupRoutes } from "./lookups/lookups.tsx";
import { lookupsOn } from "./lookups/lookups_on.ts";
import { lotRoutes } from "./items/lots.tsx";
import { offlineRoutes } from "./offline.tsx";
import { marketRoutes } from "./market/market.tsx";
import { reportRoutes } from "./market/report.tsx";
import { photoRoutes } from "./item/photos.tsx";
import { preferences } from "./frame/preferences.ts";
import { noteSavedForms } from "./frame/saved_forms.ts";
import { answerNotFound, answerProblem } from "./frame/problems.tsx";
import { requestLog } from "./frame/request_log.ts";
import type { Services } from "./services.ts";
import { settingsRoutes } from "./settings/settings.tsx";
import { accountRoutes } from "./account/account.tsx";
import { aiSettingsRoutes } from "./settings/ai.tsx";
import { alertSettingsRoutes } from "./settings/alerts.tsx";
import { listingSettingsRoutes } from "./settings/listing.tsx";
import { shopSettingsRoutes } from "./settings/shop.tsx";
import { relaySettingsRoutes } from "./settings/relay.tsx";
import { setupRoutes } from "./access/setup.tsx";
import { shopRoutes } from "./shop/shop.tsx";
import { publishRoutes } from "./shop/publish.tsx";
import { unreadableRoutes } from "./settings/unreadable.tsx";
import { todayRoutes } from "./today/today.tsx";
import { watchRoutes } from "./watches/watches.tsx";

const FLASH_KEY_BYTES = 32;

export function createApp(services: Services, assets: Assets): Hono<Env> {
  const app = new Hono<Env>();
  // A flash lives for half a minute: a key that a restart forgets is enough.
  const flashKey = crypto.getRandomValues(new Uint8Array(FLASH_KEY_BYTES));
  const jobsRevision = createJobRevision(services.jobs);
  app.onError(answerProblem(services.log));

  app.use(requestId(), requestLog(services), POLICY, httpsOnly);
  app.use(async (c, next) => {
    c.set("assets", assets);
    c.set("flashKey", flashKey);
    c.set("jobsRevision", jobsRevision());
    await next();
  });
  app.route("/", assetRoutes(assets));
  app.use(preferences(services), checkHost(services), checkBodies, redirectToSetup(services));
  // Requested from the marketplace's pages without a session: it needs a key of its own.
  app.route("/capture", captureRoutes(services));
  app.route("/", shopRoutes(services, assets));
  app.use(readSession(services), refuseCrossSite(), requireOwner());
  app.use(accountOf(services), noteSavedForms, lookupsOn(services));

  app.route("/api/health", healthRoutes(services));
  app.route("/api/v1", apiRoutes(services));
  app.route("/setup", setupRoutes(services));
  app.route("/login", loginRoutes(services));
  app.route("/", todayRoutes(services));
  app.route("/items/new", newItemRoutes(services));
  app.route("/items/history", historyRoutes(services));
  app.route("/items/labels", labelRoutes(services));
  app.route("/items", publishRoutes(services));
  app.route("/items", itemsRoutes(services));
  app.route("/items/:number{[0-9]+}/reading", readingRoutes(services));
  app.route("/items/:number{[0-9]+}/cuts", itemCutRoutes(services));
  app.route("/items/:number{[0-9]+}/price", itemPriceRoutes(services));
  app.route("/items/:number{[0-9]+}/edit", editRoutes(services));
  app.route("/items/:number{[0-9]+}", itemPageForms(services));
  app.route("/items/:number{[0-9]+}", itemRoutes(services));
  app.route("/items", listingRoutes(services));
  app.route("/items", copyRoutes(services));
  app.route("/", photoRoutes(services));
  app.route("/lots", lotRoutes(services));
  app.route("/cuts", cutRoutes(services));
  app.route("/watches", watchRoutes(services));
  app.route("/import", importRoutes(services));
  app.route("/export", exportRoutes(services));
  app.route("/market/lookups", lookupRoutes(services));
  app.route("/market/report", reportRoutes(services));
  app.route("/market", marketRoutes(services));
  app.route("/jobs", jobRoutes(services));
  app.route("/offline", offlineRoutes());
  app.route("/gallery", galleryRoutes());
  app.route("/events", eventRoutes({ ...services, jobsRevision }));
  app.route("/settings", settingsRoutes(services));
  app.route("/settings/account", accountRoutes(services));
  app.route("/settings/ai", aiSettingsRoutes(services));
  app.route("/settings/alerts", alertSettingsRoutes(services));
  app.route("/settings/listing", listingSettingsRoutes(services));
  app.route("/settings/relay", relaySettingsRoutes(services));
  app.route("/settings/shop", shopSettingsRoutes(services, assets));
  app.route("/settings/unreadable", unreadableRoutes(services));
  const redirectToForm = createFormAddresses(app);
  app.notFound((c) => redirectToForm(c) ?? answerNotFound(c));
  answerHeadAsGet(app);
  return app;
}

/**
 * Answers HEAD with the whole response to the same GET. The servers leave out the body, whose length they state;
 * Hono would give them none to measure and leave its stream open.
 */
function answerHeadAsGet(app: Hono<Env>): void {
  const { fetch } = app;
  app.fetch = (request, ...rest) =>
    fetch(
      request.method === "HEAD" ? new Request(request, { method: "GET" }) : request,
      ...rest,
    );
}

/** Content security policy: nothing inline, nothing from other origins. */
const POLICY = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "blob:", "data:"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: "same-origin",
  strictTransportSecurity: false,
});

/** Half a year, for this host name only: other subdomains may belong to other people. */
const HTTPS_ONLY = "max-age=15552000";

/** Not over plain http, as in the home network: browsers would go on asking for https there. */
const httpsOnly: MiddlewareHandler = async (c, next) => {
  await next();
  // Not parsed: the host may be none.
  if (c.req.url.startsWith("https:")) c.header("strict-transport-security", HTTPS_ONLY);
};
