/** What an open page handed over: the data it carries, the boxes it shows, and the details of the item it is about. */
import { findListingLink, type ListingLink } from "../../marketplace/mod.ts";
import { parseCondition } from "../../taxonomy/mod.ts";
import type { Observation } from "../observation.ts";
import { type Fields, isFields, readAnswer } from "./answer.ts";
import { inOwnCurrency, isSold, readBox } from "./item_box.ts";
import { readJsonLd } from "./json_ld.ts";
import { readMoment } from "./moment.ts";
import { observe, textOf } from "./observe.ts";
import type { Circumstances, Entry } from "./reading.ts";

/** The mark by which a handed-over page is told from an answer of the site. */
export const OPEN_PAGE = "open_page";
/** More than any page shows. */
const BOXES_MAX = 2_000;
const BLOCKS_MAX = 200;
const URL_CHARS_MAX = 500;

export const isOpenPage = (data: unknown): data is Fields =>
  isFields(data) && data.kind === OPEN_PAGE;

export function readOpenPage(page: Fields, around: Circumstances): Entry[] {
  const opened = findListingLink(textOf(page.url, URL_CHARS_MAX));
  const details = isFields(page.details) ? page.details : {};
  const boxes = listOf(page.boxes, BOXES_MAX).map((box) => readBox(box, around));
  const carried = [
    ...listOf(page.linked, BLOCKS_MAX).flatMap((data) => readJsonLd(data, around)),
    ...listOf(page.data, BLOCKS_MAX).flatMap((data) => readAnswer(data, around)),
  ].filter(isObservation);
  const about = opened
    ? carried.filter((one) => isAbout(one, opened)).map((one) => detailed(one, details, opened))
    : [];
  const bare = opened && about.length === 0 ? readDetails(details, opened, around) : null;
  const entries = [
    ...about,
    ...(bare ? [bare] : []),
    ...boxes.filter(isObservation),
    ...carried.filter((one) => one.link !== undefined),
  ];
  const found = mostSaid(entries);
  const unread = boxes.filter((entry) => !isObservation(entry));
  return found.length + unread.length > 0 ? [...found, ...unread] : [{ puzzle: "no_listings" }];
}

const isObservation = (entry: Entry): entry is Observation => !("puzzle" in entry);
const listOf = (value: unknown, max: number): unknown[] =>
  Array.isArray(value) ? value.slice(0, max) : [];

/** The data of an item's own page often leaves out its address. */
const isAbout = ({ link }: Observation, { id }: ListingLink): boolean =>
  link === undefined || findListingLink(absolute(link))?.id === id;

const absolute = (link: string): string => link.startsWith("/") ? `vinted.it${link}` : link;

/** The page's data knows neither size nor condition; the page shows both. */
function detailed(one: Observation, details: Fields, { id, url }: ListingLink): Observation {
  const size = textOf(details.size);
  const condition = parseCondition(textOf(details.condition));
  const listedAt = readMoment(textOf(details.listed), { now: one.seenAt });
  return {
    ...one,
    id,
    link: url,
    ...(size && { size }),
    ...(condition && { condition }),
    ...(listedAt !== undefined && { listedAt }),
    ...(isSold(details.over) && { kind: "sold" as const }),
  };
}

function readDetails(
  details: Fields,
  { id, url }: ListingLink,
  around: Circumstances,
): Observation | null {
  const entry = observe({
    id,
    link: url,
    title: details.title,
    brand: details.brand,
    size: details.size,
    condition: details.condition,
    colours: details.colours,
    price: inOwnCurrency(textOf(details.price), around),
    listedAt: readMoment(textOf(details.listed), { now: around.seenAt }),
    sold: isSold(details.over),
  }, around);
  return isObservation(entry) ? entry : null;
}

/** The same item stands in the boxes and in the data: who says more of it is believed, and paid is paid. */
function mostSaid(observations: readonly Observation[]): Observation[] {
  const best = new Map<string, Observation>();
  for (const one of observations) {
    const before = best.get(one.id);
    const [more, less] = before && said(before) >= said(one) ? [before, one] : [one, before];
    const promoted = more.promoted ?? less?.promoted;
    best.set(one.id, { ...more, ...(promoted && { promoted }) });
  }
  return [...best.values()];
}

const said = ({ brand, size, condition, category }: Observation): number =>
  [brand, size, condition, category].filter((part) => part !== undefined).length;
