/** From the loose words of any source to one observation. */
import { DEFAULT_SITE, isSite, siteFacts, siteOfHost } from "../../marketplace/mod.ts";
import { parseMoney } from "../../base/money.ts";
import {
  mainFibres,
  normaliseBrand,
  parseColours,
  parseCondition,
  parseMaterial,
} from "../../taxonomy/mod.ts";
import {
  LINK_CHARS_MAX,
  type Observation,
  TITLE_CHARS_MAX,
  WORD_CHARS_MAX,
} from "../observation.ts";
import { mark } from "./mark.ts";
import type { Circumstances, Entry } from "./reading.ts";

const COLOURS_MAX = 6;
/** "Not Available" and "Na" stand where a program found nothing. */
const NOTHING = /^(?:na|n\/a|null|none|not available|-)?$/i;

/** What a source says, each part as it is written there. */
export interface Sighting {
  readonly id?: unknown;
  readonly title?: unknown;
  readonly brand?: unknown;
  readonly category?: unknown;
  readonly size?: unknown;
  readonly condition?: unknown;
  readonly conditionId?: unknown;
  readonly colours?: unknown;
  readonly materials?: unknown;
  readonly price?: unknown;
  readonly currency?: unknown;
  readonly country?: unknown;
  readonly link?: unknown;
  readonly sold?: boolean;
  readonly promoted?: boolean;
  readonly seenAt?: number | undefined;
  readonly listedAt?: number | undefined;
}

/** The text of a field; numbers are text to us, everything else is none. */
export function textOf(value: unknown, chars = WORD_CHARS_MAX): string {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") return "";
  // A surrogate cut in half would not survive being written to a file.
  const clean = text.toWellFormed().replace(/\s+/g, " ").trim();
  return NOTHING.test(clean) ? "" : clean.slice(0, chars).toWellFormed();
}

export function observe(sighting: Sighting, around: Circumstances): Entry {
  const title = textOf(sighting.title, TITLE_CHARS_MAX);
  if (title === "") return { puzzle: "no_title" };
  const country = countryOf(sighting.country, sighting.link) ?? around.country;
  const link = linkOf(sighting.link, around.country);
  const price = parseMoney(sighting.price, currencyOf(sighting.currency) ?? around.currency);
  if (!price || price.cents === 0) return { puzzle: "no_price" };
  const brand = normaliseBrand(textOf(sighting.brand));
  const category = textOf(sighting.category);
  const size = textOf(sighting.size);
  const condition = conditionOf(sighting);
  const described = {
    title,
    ...(brand && { brand }),
    ...(category && { category }),
    ...(size && { size }),
    ...(condition && { condition }),
    colours: parseColours(textOf(sighting.colours)).map(({ id }) => id).slice(0, COLOURS_MAX),
    materials: mainFibres(parseMaterial(textOf(sighting.materials))).map(({ fibre }) => fibre),
    price,
    country,
  };
  return {
    id: textOf(sighting.id) || idIn(link) || mark(JSON.stringify([described, sighting.listedAt])),
    ...described,
    kind: sighting.sold ? "sold" : "asking",
    mode: around.mode,
    ...(sighting.promoted && { promoted: true }),
    seenAt: sighting.seenAt ?? around.seenAt,
    ...(sighting.listedAt !== undefined && { listedAt: sighting.listedAt }),
    ...(link && { link }),
  };
}

function conditionOf({ condition, conditionId }: Sighting): Observation["condition"] {
  const known = ([6, 1, 2, 3, 4] as const).find((id) => id === conditionId);
  return known ?? parseCondition(textOf(condition)) ?? undefined;
}

/** "EUR?" is somebody's doubt about a currency that was right. */
const currencyOf = (value: unknown): string | undefined =>
  /^[A-Z]{3}(?![A-Z])/.exec(textOf(value).toUpperCase())?.[0];

function countryOf(named: unknown, link: unknown): string | undefined {
  const code = textOf(named).toLowerCase();
  // The site says "UK" where the standard says "GB".
  if (/^[a-z]{2}$/.test(code)) return code === "uk" ? "gb" : code;
  const host = /^https?:\/\/([\w.-]+)(?=[/:?#]|$)/.exec(textOf(link, LINK_CHARS_MAX))?.[1] ?? "";
  return siteOfHost(host) ?? undefined;
}

/**
 * Whole web links, and relative ones as links of the site that was asked; never "javascript:" or anything else that a
 * page may hold.
 */
function linkOf(value: unknown, country: string): string | undefined {
  const text = textOf(value, LINK_CHARS_MAX);
  if (/^https?:\/\//.test(text)) return text;
  const { host } = siteFacts(isSite(country) ? country : DEFAULT_SITE);
  return /^\/(?!\/)/.test(text) ? `https://${host}${text}` : undefined;
}

const idIn = (link: string | undefined): string | undefined =>
  /\/items\/(\d+)/.exec(link ?? "")?.[1];
