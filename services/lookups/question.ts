/** A search in the words of the marketplace's doors. */
import { type MarketSearch, siteFacts } from "../marketplace/mod.ts";
import type { Question } from "./browser.ts";
import { type Route, ROUTES } from "./routes.ts";

const LISTS = ["catalogIds", "brandIds", "sizeIds", "conditions", "colourIds"] as const;
const CENTS_PER_UNIT = 100;

/** @param session the visitor's, by the names of `routes.json`; what a header needs of it and lacks leaves it out */
export function questionOf(
  search: MarketSearch,
  route: Route,
  session: ReadonlyMap<string, string>,
): Question {
  return {
    host: route.host,
    path: `${route.path}?${queryOf(search)}`,
    headers: headersOf(search, route, session),
  };
}

/** Only what has a value is sent: an empty one is refused, a key that comes twice too. */
function queryOf(search: MarketSearch): string {
  const { parameters, perPage } = ROUTES;
  const query = new URLSearchParams();
  if (search.text) query.set(parameters.text, search.text);
  for (const list of LISTS) {
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
  route: Route,
  session: ReadonlyMap<string, string>,
): Record<string, string> {
  const values: Record<string, string | undefined> = {
    token: session.get(ROUTES.session.token),
    visitor: session.get(ROUTES.session.visitor),
    language: siteFacts(site).language,
  };
  const filled = Object.entries(route.headers).flatMap(([name, pattern]) => {
    const value = pattern.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
    const whole = [...pattern.matchAll(/\{(\w+)\}/g)].every(([, key]) => values[key!]);
    return whole ? [[name, value] as const] : [];
  });
  return Object.fromEntries(filled);
}

export const itemPath = (id: string): string => ROUTES.item.replace("{id}", id);
