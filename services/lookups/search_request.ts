/** Builds the marketplace's API request for a search. */
import { type MarketSearch, siteFacts } from "../marketplace/mod.ts";
import type { ApiRequest } from "./browser.ts";
import { API, type Endpoint } from "./endpoints.ts";

const ID_LISTS = ["catalogIds", "brandIds", "sizeIds", "conditions", "colourIds"] as const;
const CENTS_PER_UNIT = 100;

/** @param session the visitor's cookies by the names of `endpoints.json`; a header whose value is missing is left out */
export function buildSearchRequest(
  search: MarketSearch,
  endpoint: Endpoint,
  session: ReadonlyMap<string, string>,
): ApiRequest {
  return {
    host: endpoint.host,
    path: `${endpoint.path}?${queryOf(search)}`,
    headers: headersOf(search, endpoint, session),
  };
}

/** Sends only parameters with a value, each once: the API refuses empty and repeated ones. */
function queryOf(search: MarketSearch): string {
  const { parameters, perPage } = API;
  const query = new URLSearchParams();
  if (search.text) query.set(parameters.text, search.text);
  for (const list of ID_LISTS) {
    if (search[list].length > 0) query.set(parameters[list], search[list].join(","));
  }
  for (const limit of ["priceFrom", "priceTo"] as const) {
    const cents = search[limit];
    if (cents === undefined) continue;
    query.set(parameters[limit], (cents / CENTS_PER_UNIT).toFixed(2));
    query.set(parameters.currency, siteFacts(search.site).currency);
  }
  query.set(parameters.order, search.order);
  query.set(parameters.page, "1");
  query.set(parameters.perPage, String(perPage));
  return query.toString();
}

function headersOf(
  { site }: MarketSearch,
  endpoint: Endpoint,
  session: ReadonlyMap<string, string>,
): Record<string, string> {
  const values: Record<string, string | undefined> = {
    token: session.get(API.session.token),
    visitor: session.get(API.session.visitor),
    language: siteFacts(site).language,
  };
  const filled = Object.entries(endpoint.headers).flatMap(([name, pattern]) => {
    const value = pattern.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
    const whole = [...pattern.matchAll(/\{(\w+)\}/g)].every(([, key]) => values[key!]);
    return whole ? [[name, value] as const] : [];
  });
  return Object.fromEntries(filled);
}

export const itemPagePath = (id: string): string => API.item.replace("{id}", id);
