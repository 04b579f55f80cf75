/** Look-ups on a store in memory, with a browser that answers from a script or a real one that meets the fake marketplace. */
import type { JobState } from "../jobs/mod.ts";
import { openTestJobs, type TestJobs } from "../jobs/testing.ts";
import { silentLogger } from "../base/log.ts";
import type { Circumstances, Reading } from "../market/mod.ts";
import { readCaptured } from "../market/parsers/captured.ts";
import { type ListingLink, type MarketSearch, MarketSearchSchema } from "../marketplace/mod.ts";
import type { Answer, Browser, Question } from "./browser.ts";
import type { Alarm } from "./canary.ts";
import { createLookups, type Lookups } from "./lookups.ts";
import { TERMS_VERSION } from "./terms.ts";

export interface TestLookups extends TestJobs {
  readonly lookups: Lookups;
  /** What was read, in order. */
  readonly read: Read[];
  /** What was handed on, in order. */
  readonly taken: Taken[];
  readonly gone: ListingLink[];
  readonly alarms: Alarm[];
  /** Ends when the job has ended or waits for another day. */
  ended(jobId: string): Promise<JobState>;
}

interface Read {
  readonly captured: string;
  readonly around: Circumstances;
}

interface Taken {
  readonly reading: Reading;
  readonly source: { readonly search?: MarketSearch; readonly complete?: boolean };
}

/** Accepted already. */
export async function openTestLookups(browser: Browser): Promise<TestLookups> {
  const opened = await openTestJobs();
  const { db, clock, jobs } = opened;
  const read: Read[] = [];
  const taken: Taken[] = [];
  const gone: ListingLink[] = [];
  const alarms: Alarm[] = [];
  const lookups = createLookups({
    db,
    clock,
    jobs,
    // The seconds between two requests pass at once, and are seen on the clock.
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
    read(captured, around) {
      read.push({ captured, around });
      return Promise.resolve(readCaptured(captured, around));
    },
    take: (reading, source) => {
      taken.push({ reading, source });
      return Promise.resolve({ added: reading.observations.length });
    },
    gone: (link) => Promise.resolve(void gone.push(link)),
    alert: (alarm) => Promise.resolve(void alarms.push(alarm)),
  });
  await lookups.accept(TERMS_VERSION);
  jobs.start();
  return {
    ...opened,
    lookups,
    read,
    taken,
    gone,
    alarms,
    async ended(jobId) {
      await jobs.settled();
      return (await jobs.get(jobId))!.state;
    },
  };
}

export const search = (changes: Partial<MarketSearch> = {}): MarketSearch =>
  MarketSearchSchema.parse({ site: "it", text: "scarpe", ...changes });

/** What a scripted browser says to each request. */
export type Script = (asked: { page: string } | { question: Question }) => Partial<Answer>;

export function scriptedBrowser(script: Script): Browser & { opened: number; closed: number } {
  const answer = (part: Partial<Answer>): Promise<Answer> =>
    Promise.resolve({ status: 200, text: "<html>", retryAfter: null, ...part });
  const browser = {
    opened: 0,
    closed: 0,
    installed: () => ({ name: "Chromium", path: "/usr/bin/chromium" }),
    open() {
      browser.opened++;
      return Promise.resolve({
        page: (page: string) => answer(script({ page })),
        ask: (question: Question) => answer(script({ question })),
        cookies: () => Promise.resolve(new Map([["access_token_web", "t"], ["anon_id", "a"]])),
        [Symbol.asyncDispose]: () => Promise.resolve(void browser.closed++),
      });
    },
  };
  return browser;
}
