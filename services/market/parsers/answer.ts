/** A saved JSON answer: the search of today, the search until September 2026, or one item. */
import { parseCondition } from "../../taxonomy/mod.ts";
import { readMoment } from "./moment.ts";
import { observe, type Sighting, textOf } from "./observe.ts";
import type { Circumstances, Entry, Puzzle } from "./reading.ts";

/** So deep may the list of items lie in an answer; deeper things are parts of an item. */
const DEPTH_MAX = 5;

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every entry of the list in an answer; a reason where there is no list. */
export function readAnswer(answer: unknown, around: Circumstances): Entry[] {
  const items = itemsIn(answer);
  if (!items) return [{ puzzle: refusalIn(answer) ?? "no_listings" }];
  const seenAt = answeredAt(answer, around.seenAt);
  return items.map((item) => readListing(item, { ...around, seenAt }));
}

/** An answer that was saved earlier counts from when the site gave it, not from when it was brought here. */
function answeredAt(answer: unknown, now: number): number {
  const pagination = isFields(answer) && isFields(answer.pagination) ? answer.pagination : {};
  const at = readMoment(pagination.time, { now });
  return at === undefined ? now : Math.min(at, now);
}

/**
 * Refusals of the site: `{"code": 100, "message_code": "invalid_authentication_token"}` with status 401, and
 * `{"code": 104, "message_code": "not_found"}` with status 404.
 */
function refusalIn(answer: unknown): Puzzle | null {
  if (!isFields(answer)) return null;
  const said = [answer.message_code, answer.message, answer.error, answer.status, answer.code]
    .map((value) => textOf(value)).join(" ");
  if (/\b401\b|auth|unauthori[sz]ed|access token|session/i.test(said)) return "session_expired";
  if (/\b404\b|not[ _]found/i.test(said)) return "not_found";
  return null;
}

/** The first list under "items" that is met, level by level; a list alone; or one item. */
function itemsIn(answer: unknown): readonly unknown[] | null {
  let level: unknown[] = [answer];
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    for (const value of level) {
      if (Array.isArray(value) && value.some(isListing)) return value;
      if (!isFields(value)) continue;
      if (Array.isArray(value.items)) return value.items;
      if (isListing(value)) return [value];
    }
    level = level.flatMap((value) => isFields(value) ? Object.values(value) : []);
  }
  return null;
}

const isListing = (value: unknown): boolean =>
  isFields(value) && "title" in value && ("price" in value || "total_item_price" in value);

/** Both shapes of an answer, told apart field by field: a page saved half-way through a change is read too. */
export function readListing(item: unknown, around: Circumstances): Entry {
  if (!isFields(item)) return { puzzle: "not_a_listing" };
  const box = isFields(item.item_box) ? item.item_box : {};
  const second = secondLine(textOf(box.second_line));
  const brand = isFields(item.brand_dto) ? item.brand_dto.title : undefined;
  return observe({
    id: item.id,
    title: item.title,
    brand: firstText(item.brand_title, brand, item.brand, box.first_line),
    category: firstText(item.catalog_id, item.category),
    size: firstText(item.size_title, item.size, second.size),
    condition: firstText(item.status, item.condition, second.condition),
    conditionId: item.status_id,
    colours: [item.color1, item.color2].map((one) => textOf(one)).filter(Boolean).join(", "),
    materials: item.material,
    ...priced(item),
    country: item.country,
    link: firstText(item.url, item.path),
    sold: item.item_closing_action === "sold",
    promoted: item.promoted === true || textOf(item.content_source).includes("promoted"),
    listedAt: readMoment(item.created_at_ts ?? uploadedAt(item), {
      now: around.seenAt,
    }),
  }, around);
}

/** An answer to a foreign country converts the price into one that nobody typed; the typed one stands beside it. */
function priced(item: Fields): Pick<Sighting, "price" | "currency"> {
  const typed = isFields(item.conversion) ? item.conversion : {};
  if (typed.seller_price !== undefined && textOf(typed.seller_currency)) {
    return { price: typed.seller_price, currency: typed.seller_currency };
  }
  return { price: item.price, currency: item.currency };
}

function uploadedAt(item: Fields): unknown {
  const photo = isFields(item.photo) ? item.photo : {};
  return isFields(photo.high_resolution) ? photo.high_resolution.timestamp : undefined;
}

/** "41 · Buone"; only the condition where there is no size; only the size where the condition is not told. */
export function secondLine(line: string): { size?: string; condition?: string } {
  const parts = line.split("·").map((part) => part.trim()).filter(Boolean);
  const last = parts.at(-1);
  if (last === undefined) return {};
  if (parts.length === 1) return parseCondition(last) ? { condition: last } : { size: last };
  return { size: parts.slice(0, -1).join(" "), condition: last };
}

const firstText = (...values: unknown[]): string | undefined =>
  values.map((value) => textOf(value)).find(Boolean);
