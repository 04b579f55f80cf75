/** The marketplace's endpoints, parameters and hosts, read from `endpoints.json`: a change there needs no change of code. */
import { z } from "zod";
import { MarketSearchSchema, type Site, siteFacts } from "../marketplace/mod.ts";
import type { Hosts } from "./browser.ts";
import data from "./endpoints.json" with { type: "json" };

const StringMap = z.record(z.string(), z.string());

const EndpointsSchema = z.object({
  /** Raised with every change, which ends a pause that began because the endpoints had moved. */
  version: z.string(),
  /** The responses against which `services/market/parsers` was last checked. */
  parser: z.string(),
  /** Hosts of the API where they are not the pages' host with "api" for "www". */
  apiHosts: StringMap,
  session: z.object({ page: z.string(), token: z.string(), visitor: z.string() }),
  item: z.string(),
  /** In the order in which they are tried. */
  endpoints: z.array(
    z.object({ host: z.enum(["www", "api"]), path: z.string(), headers: StringMap }),
  ).min(1),
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
  /** The resource types that the browser may load; pictures, styles and scripts are not needed. */
  resourceTypes: z.array(z.string()),
  canary: MarketSearchSchema,
});

export const API = EndpointsSchema.parse(data);
export type Endpoint = (typeof API)["endpoints"][number];

export const MARKETPLACE_HOSTS: Hosts = (site: Site) => {
  const { host } = siteFacts(site);
  const api = API.apiHosts[site] ?? host.replace(/^www\./, "api.");
  return { www: `https://${host}`, api: `https://${api}` };
};
