/** Look-ups on a store in memory, with a scripted browser, or a real one in front of the fake marketplace. */
import type { JobState } from "../jobs/mod.ts";
import { openTestJobs, type TestJobs } from "../jobs/testing.ts";
import { silentLogger } from "../base/log.ts";
import type { Circumstances, Reading } from "../market/mod.ts";
import { readCaptured } from "../market/parsers/captured.ts";
import { type ListingLink, type MarketSearch, MarketSearchSchema } from "../marketplace/mod.ts";
import type { ApiRequest, Browser, BrowserResponse } from "./browser.ts";
import type { CanaryAlert } from "./canary.ts";
import { createLookups, type Lookups } from "./lookups.ts";
import { TERMS_VERSION } from "./policy.ts";

export interface TestLookups extends TestJobs {
  readonly lookups: Lookups;
  /** The arguments of each call of `parse`, in order. */
  readonly parsed: ParseCall[];
  /** The arguments of each call of `keep`, in order. */
  readonly kept: KeepCall[];
  readonly gone: ListingLink[];
  readonly alerts: CanaryAlert[];
  /** Waits until the job has ended or waits for a retry. */
  waitForEnd(jobId: string): Promise<JobState>;
}

interface ParseCall {
  readonly captured: string;
  readonly circumstances: Circumstances;
}

interface KeepCall {
  readonly reading: Reading;
  readonly source: { readonly search?: MarketSearch; readonly complete?: boolean };
}

/** Opens look-ups whose terms are accepted. */
export async function openTestLookups(browser: Browser): Promise<TestLookups> {
  const opened = await openTestJobs();
  const { db, clock, jobs } = opened;
  const parsed: ParseCall[] = [];
  const kept: KeepCall[] = [];
  const gone: ListingLink[] = [];
  const alerts: CanaryAlert[] = [];
  const lookups = createLookups({
    db,
    clock,
    jobs,
    // Waits between two requests pass at once, by advancing the clock.
    timer: {
      after(ms, run) {
        clock.advance(ms);
        queueMicrotask(run);
        return () => {};
      },
    },
    random: () => 0.5,
    browser,
    log: silentLogger,
    parse(captured, circumstances) {
      parsed.push({ captured, circumstances });
      return Promise.resolve(readCaptured(captured, circumstances));
    },
    keep: (reading, source) => {
      kept.push({ reading, source });
      return Promise.resolve({ added: reading.observations.length });
    },
    recordGone: (link) => Promise.resolve(void gone.push(link)),
    alert: (alert) => Promise.resolve(void alerts.push(alert)),
  });
  await lookups.accept(TERMS_VERSION);
  jobs.start();
  return {
    ...opened,
    lookups,
    parsed,
    kept,
    gone,
    alerts,
    async waitForEnd(jobId) {
      await jobs.settled();
      return (await jobs.get(jobId))!.state;
    },
  };
}

export const search = (changes: Partial<MarketSearch> = {}): MarketSearch =>
  MarketSearchSchema.parse({ site: "it", text: "scarpe", ...changes });

/** Gives the response of a scripted browser to each request. */
export type Script = (sent: { page: string } | { request: ApiRequest }) => Partial<BrowserResponse>;

export function scriptedBrowser(script: Script): Browser & { opened: number; closed: number } {
  const respond = (part: Partial<BrowserResponse>): Promise<BrowserResponse> =>
    Promise.resolve({ status: 200, text: "<html>", retryAfter: null, ...part });
  const browser = {
    opened: 0,
    closed: 0,
    installed: () => ({ name: "Chromium", path: "/usr/bin/chromium" }),
    open() {
      browser.opened++;
      return Promise.resolve({
        openPage: (page: string) => respond(script({ page })),
        fetchApi: (request: ApiRequest) => respond(script({ request })),
        cookies: () => Promise.resolve(new Map([["access_token_web", "t"], ["anon_id", "a"]])),
        [Symbol.asyncDispose]: () => Promise.resolve(void browser.closed++),
      });
    },
  };
  return browser;
}
