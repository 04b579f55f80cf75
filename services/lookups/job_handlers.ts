/** Runs the jobs of look-ups: search, item page, daily canary. */
import type { Clock } from "../base/clock.ts";
import { invalid, isFailure } from "../base/errors.ts";
import type { JobContext } from "../jobs/mod.ts";
import type { Logger } from "../base/log.ts";
import type { Circumstances, Reading } from "../market/mod.ts";
import { type ListingLink, type MarketSearch, searchKey } from "../marketplace/mod.ts";
import type { CanaryCheck } from "./canary.ts";
import { checkResults, countListings } from "./check_results.ts";
import { API } from "./endpoints.ts";
import { itemKey } from "./jobs.ts";
import {
  type FetchResult,
  lookupCircumstances,
  type MarketplaceClient,
} from "./marketplace_client.ts";
import type { RecentAnswers } from "./recent_answers.ts";

/** How the market service parses and keeps the results of look-ups. */
export interface ResultHandling {
  readonly parse: (
    captured: string,
    circumstances: Circumstances,
    signal: AbortSignal,
  ) => Promise<Reading>;
  readonly keep: (
    reading: Reading,
    source: { readonly search?: MarketSearch; readonly complete?: boolean },
  ) => Promise<{ readonly added: number }>;
  readonly recordGone: (link: ListingLink, at: number) => Promise<void>;
}

interface JobHandlerNeeds extends ResultHandling {
  readonly clock: Clock;
  readonly log: Logger;
  readonly client: MarketplaceClient;
  readonly recentAnswers: RecentAnswers;
  readonly canary: CanaryCheck;
  /** Throws the Failure that says why no request may be sent now. */
  readonly assertCanAsk: () => Promise<void>;
}

interface JobHandlers {
  search(search: MarketSearch, context: JobContext): Promise<void>;
  fetchItem(link: ListingLink, context: JobContext): Promise<void>;
  runCanary(context: JobContext): Promise<void>;
}

export function createJobHandlers(needs: JobHandlerNeeds): JobHandlers {
  const { clock, log, client, recentAnswers, canary, assertCanAsk } = needs;
  const { parse, keep, recordGone } = needs;

  async function search(search: MarketSearch, context: JobContext): Promise<void> {
    await context.progress(0, 1, { key: "lookups.asking" });
    const text = textOf(await client.search(search, context.signal));
    const circumstances = lookupCircumstances(search.site, clock.now());
    const reading = await parse(text, circumstances, context.signal);
    const verdict = checkResults(reading, search);
    if (verdict === "shape_changed" || verdict === "filters_ignored") {
      throw invalid(`lookups.${verdict}`);
    }
    // An empty response may be a hidden refusal, so it does not prove that known listings are gone.
    const complete = verdict === "fine" && countListings(reading) < API.perPage;
    const { added } = await keep(reading, { search, complete });
    await recentAnswers.record(searchKey(search));
    await context.progress(1, 1, { key: "lookups.found", params: { added } });
  }

  async function fetchItem(link: ListingLink, context: JobContext): Promise<void> {
    await context.progress(0, 1, { key: "lookups.asking" });
    const result = await client.fetchItem(link, context.signal);
    const at = clock.now();
    if (result.kind === "gone") await recordGone(link, at);
    else await keep(await parseItemPage(result, link, context.signal), {});
    await recentAnswers.record(itemKey(link));
    await context.progress(1, 1);
  }

  /** @throws Failure `lookups.shape_changed` when the page does not contain the item */
  async function parseItemPage(
    result: FetchResult,
    { site, id }: ListingLink,
    signal: AbortSignal,
  ): Promise<Reading> {
    const reading = await parse(textOf(result), lookupCircumstances(site, clock.now()), signal);
    if (reading.observations.every((listing) => listing.id !== id)) {
      throw invalid("lookups.shape_changed");
    }
    return reading;
  }

  async function runCanary({ jobId, signal }: JobContext): Promise<void> {
    await recentAnswers.deleteStale();
    try {
      await assertCanAsk();
    } catch (error) {
      // Look-ups are off or paused: the next daily run checks again.
      if (isFailure(error)) return;
      throw error;
    }
    const { verdict } = await canary.run(jobId, signal);
    log.info("lookups.canary", { verdict });
  }

  return { search, fetchItem, runCanary };
}

/** @throws Failure `lookups.shape_changed` */
function textOf(result: FetchResult): string {
  if (result.kind !== "ok") throw invalid("lookups.shape_changed");
  return result.text;
}
