/** What each job of the look-ups does, from the question to what is kept of the answer. */
import type { Clock } from "../base/clock.ts";
import { invalid, isFailure } from "../base/errors.ts";
import type { JobContext } from "../jobs/mod.ts";
import type { Logger } from "../base/log.ts";
import type { Circumstances, Reading } from "../market/mod.ts";
import { type ListingLink, type MarketSearch, searchMark } from "../marketplace/mod.ts";
import type { Answered } from "./answered.ts";
import type { Asked, Asking } from "./asking.ts";
import type { CanaryRoom } from "./canary.ts";
import { aroundOf } from "./circumstances.ts";
import { itemMark } from "./jobs.ts";
import { ROUTES } from "./routes.ts";
import { sizeOf, weigh } from "./weigh.ts";

/** What is done with an answer. */
export interface Keeping {
  readonly read: (
    captured: string,
    around: Circumstances,
    signal: AbortSignal,
  ) => Promise<Reading>;
  /** Keeps what was read. */
  readonly take: (
    reading: Reading,
    source: { readonly search?: MarketSearch; readonly complete?: boolean },
  ) => Promise<{ readonly added: number }>;
  readonly gone: (link: ListingLink, at: number) => Promise<void>;
}

export interface ErrandNeeds extends Keeping {
  readonly clock: Clock;
  readonly log: Logger;
  readonly asking: Asking;
  readonly answered: Answered;
  readonly canary: CanaryRoom;
  /** Throws the Failure that says why nothing may be asked now. */
  readonly mayAsk: () => Promise<void>;
}

export interface Errands {
  search(search: MarketSearch, context: JobContext): Promise<void>;
  item(link: ListingLink, context: JobContext): Promise<void>;
  canary(context: JobContext): Promise<void>;
}

export function createErrands(needs: ErrandNeeds): Errands {
  const { clock, log, asking, answered, canary, mayAsk, read, take, gone } = needs;

  async function search(search: MarketSearch, context: JobContext): Promise<void> {
    await context.progress(0, 1, { key: "lookups.asking" });
    const text = textOf(await asking.search(search, context.signal));
    const around = aroundOf(search.site, clock.now());
    const reading = await read(text, around, context.signal);
    const weighed = weigh(reading, search);
    if (weighed === "shape_changed" || weighed === "filters_ignored") {
      throw invalid(`lookups.${weighed}`);
    }
    // An empty answer may be a refusal that does not say so: it does not prove that all is gone.
    const complete = weighed === "fine" && sizeOf(reading) < ROUTES.perPage;
    const source = { search, complete };
    const { added } = await take(reading, source);
    await answered.note(searchMark(search));
    await context.progress(1, 1, { key: "lookups.found", params: { added } });
  }

  async function item(link: ListingLink, context: JobContext): Promise<void> {
    await context.progress(0, 1, { key: "lookups.asking" });
    const asked = await asking.item(link, context.signal);
    const at = clock.now();
    if (asked.how === "gone") await gone(link, at);
    else await take(await itemReading(asked, link, context.signal), {});
    await answered.note(itemMark(link));
    await context.progress(1, 1);
  }

  /** A page that does not speak of this item is not its page. */
  async function itemReading(
    asked: Asked,
    { site, id }: ListingLink,
    signal: AbortSignal,
  ): Promise<Reading> {
    const reading = await read(textOf(asked), aroundOf(site, clock.now()), signal);
    if (reading.observations.every((seen) => seen.id !== id)) {
      throw invalid("lookups.shape_changed");
    }
    return reading;
  }

  async function runCanary({ jobId, signal }: JobContext): Promise<void> {
    await answered.forget();
    try {
      await mayAsk();
    } catch (error) {
      // Off, or pausing: the canary waits for another day.
      if (isFailure(error)) return;
      throw error;
    }
    const { verdict } = await canary.run(jobId, signal);
    log.info("lookups.canary", { verdict });
  }

  return { search, item, canary: runCanary };
}

/** @throws Failure `lookups.shape_changed` */
function textOf(asked: Asked): string {
  if (asked.how !== "good") throw invalid("lookups.shape_changed");
  return asked.text;
}
