/** The work of look-ups, written down: one lane, so one browser at a time. */
import { z } from "zod";
import { defineJob } from "../jobs/mod.ts";
import { MarketSearchSchema, searchMark, SITES } from "../marketplace/mod.ts";

const LEASE_MS = 2 * 60_000;
/** Each waits for the end of the pause before it. */
const ATTEMPTS = 4;

const common = { lane: "lookups", attempts: ATTEMPTS, leaseMs: LEASE_MS } as const;
const LinkSchema = z.object({ url: z.string(), id: z.string(), site: z.enum(SITES) });

export const itemMark = ({ site, id }: z.infer<typeof LinkSchema>): string => `item ${site} ${id}`;

export const lookupSearch = defineJob({
  ...common,
  name: "lookup_search",
  title: "lookups.job_search",
  payload: z.object({ search: MarketSearchSchema }),
  key: ({ search }) => searchMark(search),
});

export const lookupItem = defineJob({
  ...common,
  name: "lookup_item",
  title: "lookups.job_item",
  payload: z.object({ link: LinkSchema }),
  key: ({ link }) => itemMark(link),
});

export const lookupCanary = defineJob({
  ...common,
  name: "lookup_canary",
  title: "lookups.job_canary",
  payload: z.null(),
  key: () => "canary",
});

export const LOOKUP_JOBS: ReadonlySet<string> = new Set(
  [lookupSearch, lookupItem, lookupCanary].map(({ name }) => name),
);

/** What the canary's job belongs to: the page of the look-ups shows it while it runs. */
export const LOOKUPS = "lookups";
