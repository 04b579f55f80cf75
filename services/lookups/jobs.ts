/** The jobs of look-ups. They share one lane, so that one browser runs at a time. */
import { z } from "zod";
import { defineJob } from "../jobs/mod.ts";
import { MarketSearchSchema, searchKey, SITES } from "../marketplace/mod.ts";

const LEASE_MS = 2 * 60_000;
/** After a failure the job waits until the pause has ended. */
const ATTEMPTS = 4;

const common = { lane: "lookups", attempts: ATTEMPTS, leaseMs: LEASE_MS } as const;
const LinkSchema = z.object({ url: z.string(), id: z.string(), site: z.enum(SITES) });

export const itemKey = ({ site, id }: z.infer<typeof LinkSchema>): string => `item ${site} ${id}`;

export const lookupSearch = defineJob({
  ...common,
  name: "lookup_search",
  title: "lookups.job_search",
  payload: z.object({ search: MarketSearchSchema }),
  key: ({ search }) => searchKey(search),
});

export const lookupItem = defineJob({
  ...common,
  name: "lookup_item",
  title: "lookups.job_item",
  payload: z.object({ link: LinkSchema }),
  key: ({ link }) => itemKey(link),
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

/** The subject of the canary's job, by which the page of the look-ups finds and shows it. */
export const LOOKUPS_SUBJECT = "lookups";
