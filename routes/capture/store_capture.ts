/** Stores a captured page of the marketplace as evidence, for the bookmarklet and the user script alike. */
import { invalid } from "../../services/base/errors.ts";
import type { Intake } from "../../services/market/mod.ts";
import {
  findSearchLink,
  type Site,
  siteFacts,
  siteOfHost,
} from "../../services/marketplace/mod.ts";
import { limitBody } from "../forms/body_limit.ts";
import type { Services } from "../services.ts";

/** The data and boxes of a page; the page itself is not sent. */
const CAPTURE_BYTES_MAX = 8 * 1024 * 1024;

interface HandedOver {
  /** The page's address. */
  readonly url: string;
  /** The page's content as text. */
  readonly page: string;
}

/** @throws Failure `market.capture_too_large`, `common.too_many_fields` */
export const captureLimit = () => limitBody(CAPTURE_BYTES_MAX, "market.capture_too_large");

/** @throws Failure `market.capture_elsewhere` */
export async function storeCapture(
  { clock, intakes, captured }: Pick<Services, "clock" | "intakes" | "captured">,
  { url, page }: HandedOver,
): Promise<Intake> {
  const site = siteOf(url);
  const search = findSearchLink(url) ?? undefined;
  const reading = await captured.read(page, {
    seenAt: clock.now(),
    mode: "capture",
    country: site,
    currency: siteFacts(site).currency,
  });
  return await intakes.take(reading, { mode: "capture", label: url, ...(search && { search }) });
}

function siteOf(url: string): Site {
  const site = URL.canParse(url) ? siteOfHost(new URL(url).host) : null;
  if (!site) throw invalid("market.capture_elsewhere");
  return site;
}
