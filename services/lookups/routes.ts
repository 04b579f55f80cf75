/** What is known of the marketplace's doors: all of it in `routes.json`, so that a change there is a change of data. */
import { z } from "zod";
import { MarketSearchSchema, type Site, siteFacts } from "../marketplace/mod.ts";
import type { Hosts } from "./browser.ts";
import data from "./routes.json" with { type: "json" };

const Words = z.record(z.string(), z.string());

const RoutesSchema = z.object({
  /** Raised with every change: a pause because they had moved ends with it. */
  version: z.string(),
  /** Which answers `services/market/parsers` was last checked against. */
  parser: z.string(),
  /** Where the address of answers is not that of the pages with "api" for "www". */
  apiHosts: Words,
  session: z.object({ page: z.string(), token: z.string(), visitor: z.string() }),
  item: z.string(),
  /** In the order in which they are tried; the next one only where the one before has moved. */
  routes: z.array(z.object({ host: z.enum(["www", "api"]), path: z.string(), headers: Words }))
    .min(1),
  parameters: z.object({
    text: z.string(),
    catalogIds: z.string(),
    brandIds: z.string(),
    sizeIds: z.string(),
    conditions: z.string(),
    colourIds: z.string(),
    priceFrom: z.string(),
    priceTo: z.string(),
    currency: z.string(),
    order: z.string(),
    page: z.string(),
    perPage: z.string(),
  }),
  perPage: z.number().int().positive(),
  /** The kinds of requests that are let through; pictures, styles and scripts are not needed. */
  loads: z.array(z.string()),
  canary: MarketSearchSchema,
});

export const ROUTES = RoutesSchema.parse(data);
export type Route = (typeof ROUTES)["routes"][number];

export const realHosts: Hosts = (site: Site) => {
  const { host } = siteFacts(site);
  const api = ROUTES.apiHosts[site] ?? host.replace(/^www\./, "api.");
  return { www: `https://${host}`, api: `https://${api}` };
};
