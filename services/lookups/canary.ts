/** The canary: a fixed search, sent every day, that detects a failing marketplace before prices depend on it. */
import { HOUR_MS } from "../base/time.ts";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import type { Message } from "../jobs/mod.ts";
import type { Circumstances, Reading } from "../market/mod.ts";
import { type Database, defineCollection } from "../store/mod.ts";
import { lookupCircumstances, type MarketplaceClient } from "./marketplace_client.ts";
import { API } from "./endpoints.ts";
import { checkResults } from "./check_results.ts";

const VERDICTS = [
  "fine",
  "blocked",
  "moved",
  "filters_ignored",
  "stale",
  "empty",
  "shape_changed",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A large brand gets new listings within this time; the same results after it are a stale cache. */
export const STALE_MS = 6 * HOUR_MS;
/** The failures that are a verdict. "Too many requests" is none: it says nothing about the endpoint. */
const VERDICT_OF_FAILURE: Readonly<Record<string, Verdict>> = {
  "lookups.blocked": "blocked",
  "lookups.moved": "moved",
};

const CanarySchema = z.object({
  at: z.number(),
  verdict: z.enum(VERDICTS),
  /** The ids of the last readable response, and since when they have been the same. */
  seen: z.object({ ids: z.array(z.string()), since: z.number() }).nullable(),
});
export type CanaryResult = z.infer<typeof CanarySchema>;

const ID = "canary";
const canaries = defineCollection<CanaryResult>({
  name: "lookup_canary",
  schema: CanarySchema,
  version: 1,
  id: () => ID,
});

/** Alerts with the same key are sent once. */
export interface CanaryAlert {
  readonly key: string;
  readonly topic: "canary";
  readonly title: Message;
  readonly body: Message;
  readonly link: string;
}

interface CanaryNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly client: MarketplaceClient;
  readonly parse: (
    captured: string,
    circumstances: Circumstances,
    signal: AbortSignal,
  ) => Promise<Reading>;
  readonly alert: (alarm: CanaryAlert) => Promise<void>;
}

export interface CanaryCheck {
  latest(): Promise<CanaryResult | null>;
  /** @param runId the same in a second attempt, which then sends no second alert */
  run(runId: string, signal: AbortSignal): Promise<CanaryResult>;
}

export function createCanary({ db, clock, client, parse, alert }: CanaryNeeds): CanaryCheck {
  const latest = async () => (await db.get(canaries, ID))?.value ?? null;

  async function check(before: CanaryResult | null, signal: AbortSignal): Promise<CanaryResult> {
    const at = clock.now();
    const seen = before?.seen ?? null;
    try {
      const result = await client.search(API.canary, signal);
      if (result.kind !== "ok") return { at, verdict: "shape_changed", seen };
      const circumstances = lookupCircumstances(API.canary.site, at);
      return judge(await parse(result.text, circumstances, signal), at, seen);
    } catch (error) {
      const verdict = isFailure(error) ? VERDICT_OF_FAILURE[error.key] : undefined;
      if (!verdict) throw error;
      return { at, verdict, seen };
    }
  }

  return {
    latest,
    async run(runId, signal) {
      const before = await latest();
      const result = await check(before, signal);
      const { verdict } = result;
      // The alert goes first: when the program ends between the two, the next run repeats it under the same key.
      if (verdict !== (before?.verdict ?? "fine")) await alert(alertFor(runId, verdict));
      await db.put(canaries, result);
      return result;
    },
  };
}

function judge(reading: Reading, at: number, before: CanaryResult["seen"]): CanaryResult {
  const results = checkResults(reading, API.canary);
  if (results !== "fine") return { at, verdict: results, seen: before };
  const ids = reading.observations.map(({ id }) => id);
  const isSame = before !== null && ids.join() === before.ids.join();
  const since = isSame ? before.since : at;
  return { at, verdict: at - since >= STALE_MS ? "stale" : "fine", seen: { ids, since } };
}

const alertFor = (runId: string, verdict: Verdict): CanaryAlert => ({
  key: `lookup_canary:${runId}:${verdict}`,
  topic: "canary",
  title: { key: verdict === "fine" ? "lookups.alert_good" : "lookups.alert_bad" },
  body: { key: `lookups.canary_${verdict}` },
  link: "/market/lookups",
});
