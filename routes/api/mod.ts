/** `/api/v1`: what the pages can do, for scripts and shortcuts, with a document made of the same schemas. */
import { Hono } from "hono";
import { openAPIRouteHandler } from "hono-openapi";
import type { Env } from "../env.ts";
import { scopes } from "../guard.ts";
import type { Services } from "../services.ts";
import { noStore } from "./describe.ts";
import { docsRoutes } from "./docs.tsx";
import { houseApi } from "./house.ts";
import { itemsApi } from "./items.ts";
import { listingApi } from "./listing.ts";
import { photosApi } from "./photos.ts";
import { transferApi } from "./transfer.ts";

const BASE = "/api/v1";

export function apiRoutes(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  app.use(noStore, scopes([[`${BASE}/imports`, "import"]]));
  app.route("/items", itemsApi(services));
  app.route("/items/:number{[0-9]+}", listingApi(services));
  app.route("/", photosApi(services));
  app.route("/", transferApi(services));
  app.route("/", houseApi(services));
  const documentation = {
    info: { title: "Vinted Optimizer", version: services.version },
    servers: [{ url: BASE }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    security: [{ key: [] }],
  } as const;
  app.get(
    "/openapi.json",
    openAPIRouteHandler(app, {
      documentation: {
        ...documentation,
        servers: [...documentation.servers],
        security: [{ key: [] }],
      },
    }),
  );
  app.route("/docs", docsRoutes(app));
  return app;
}
