/** How the fake marketplace answers a search: what it refuses, what it filters, and the shape of it. */
import { asResult, type FakeListing } from "./vinted_market.ts";

export type FakeRoute = "api" | "gateway";

/** How the server answers the next request. */
export type FakeMood =
  | "fine"
  /** 401 until the front page is requested again, since the session has ended. */
  | "expired"
  /** 403 with a page that wants to be solved. */
  | "challenge"
  /** 403 with code 106. */
  | "forbidden"
  /** 404 with code 104. */
  | "moved"
  /** 200 with a page where data are due. */
  | "page"
  /** 200 with results that ignore the filters. */
  | "filters_ignored"
  | "empty"
  /** 200 with fields of other names. */
  | "new_shape"
  | "down"
  /** Takes the question and never answers. */
  | "hangs"
  | { readonly tooMany: string };

const PER_PAGE_MAX = 96;
const TOTAL_MAX = 960;

interface Shop {
  readonly mood: FakeMood;
  readonly listings: readonly FakeListing[];
  /** The tokens that are good. */
  readonly sessions: ReadonlySet<string>;
}

export function answerSearch(route: FakeRoute, request: Request, shop: Shop): Response {
  if (!shop.sessions.has(tokenOf(route, request))) {
    return Response.json({ code: 100, message: "Invalid token" }, { status: 401 });
  }
  const { searchParams } = new URL(request.url);
  const page = Number(searchParams.get("page") ?? 1);
  if (!isUnderstood(searchParams) || page > 10) {
    return Response.json({ code: 99, message: "INVALID_REQUEST" }, { status: 400 });
  }
  const perPage = Math.min(Number(searchParams.get("per_page") ?? 20), PER_PAGE_MAX);
  const found = listingsFor(searchParams, shop);
  const items = found.slice((page - 1) * perPage, page * perPage);
  const total = Math.min(found.length, TOTAL_MAX);
  return Response.json({
    [shop.mood === "new_shape" ? "results" : "items"]: items.map((listing) =>
      shop.mood === "new_shape" ? { uid: listing.id, label: listing.title } : asResult(listing)
    ),
    pagination: {
      current_page: page,
      total_pages: Math.ceil(total / perPage),
      total_entries: total,
      per_page: perPage,
      time: 1_789_000_000,
    },
    code: 0,
  });
}

/** One route expects the token in a header; the other reads its own cookie. */
function tokenOf(route: FakeRoute, { headers }: Request): string {
  if (route === "gateway") {
    return /access_token_web=([^;]+)/.exec(headers.get("cookie") ?? "")?.[1] ?? "";
  }
  const token = headers.get("authorization")?.replace("Bearer ", "") ?? "";
  return headers.get("x-anon-id") === `anon-of-${token}` ? token : "";
}

/** A key that comes twice and one without a value are refused; names of old are not even noticed. */
function isUnderstood(params: URLSearchParams): boolean {
  const keys = [...params.keys()];
  return new Set(keys).size === keys.length && [...params.values()].every((value) => value !== "");
}

function listingsFor(params: URLSearchParams, { mood, listings }: Shop): FakeListing[] {
  if (mood === "empty") return [];
  const sorted = inOrder(listings, params.get("order"));
  return mood === "filters_ignored" ? sorted : sorted.filter((listing) => fits(listing, params));
}

function fits(listing: FakeListing, params: URLSearchParams): boolean {
  const oneOf = (name: string, value: number) => {
    const ids = params.get(`attribute_ids[${name}]`)?.split(",").map(Number);
    return !ids || ids.includes(value);
  };
  const price = listing.cents / 100;
  const words = params.get("search_text")?.toLowerCase().split(" ") ?? [];
  const said = `${listing.title} ${listing.brand}`.toLowerCase();
  return oneOf("catalog", listing.catalogId) && oneOf("brand", listing.brandId) &&
    oneOf("status", listing.statusId) &&
    price >= Number(params.get("price_from") ?? 0) &&
    price <= Number(params.get("price_to") ?? Infinity) &&
    words.every((word) => said.includes(word));
}

function inOrder(listings: readonly FakeListing[], order: string | null): FakeListing[] {
  switch (order) {
    case "price_low_to_high":
      return listings.toSorted((a, b) => a.cents - b.cents);
    case "price_high_to_low":
      return listings.toSorted((a, b) => b.cents - a.cents);
    default:
      return listings.toSorted((a, b) => Number(b.id) - Number(a.id));
  }
}
