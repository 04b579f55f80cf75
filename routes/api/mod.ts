/** `/api/v1`: what the pages can do, for scripts and shortcuts, with a document made of the same schemas. */
import { Hono, type MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import { scopes } from "../frame/guard.ts";
import type { Services } from "../services.ts";
import { answerApiProblem } from "./bad_input.ts";
import { cutsApi } from "./cuts.ts";
import { docsRoutes } from "./docs.tsx";
import { documentOf, SCOPES } from "./document.ts";
import { jobsLotsTaxonomyApi } from "./jobs_lots_taxonomy.ts";
import { itemChangesApi } from "./item_changes.ts";
import { itemWordsApi } from "./item_words.ts";
import { itemsApi } from "./items.ts";
import { listingApi } from "./listing.ts";
import { marketApi } from "./market.ts";
import { photosApi } from "./photos.ts";
import { pricesApi } from "./prices.ts";
import { transferApi } from "./transfer.ts";
import { watchesApi } from "./watches.ts";

export function apiRoutes(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(answerApiProblem(services.log));
  app.use(noStore, scopes(SCOPES));
  app.route("/items", itemsApi(services));
  app.route("/items", itemChangesApi(services));
  app.route("/items", itemWordsApi(services));
  app.route("/items", cutsApi(services));
  app.route("/items/:number{[0-9]+}", listingApi(services));
  app.route("/", photosApi(services));
  app.route("/", pricesApi(services));
  app.route("/market", marketApi(services));
  app.route("/watches", watchesApi(services));
  app.route("/", transferApi(services));
  app.route("/", jobsLotsTaxonomyApi(services));
  let made: ReturnType<typeof documentOf> | undefined;
  const document = () => made ??= documentOf(app, services.version);
  app.get("/openapi.json", async (c) => c.json(await document()));
  app.route("/docs", docsRoutes(document));
  return app;
}

/** Answers hold what is true now: no cache keeps them. */
const noStore: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
};
