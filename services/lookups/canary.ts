/** One known question, asked every day: it tells what is wrong before a price is built on it. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import { HOUR_MS } from "../base/time.ts";
import type { Message } from "../jobs/mod.ts";
import type { Circumstances, Reading } from "../market/mod.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import type { Asking } from "./asking.ts";
import { aroundOf } from "./circumstances.ts";
import { ROUTES } from "./routes.ts";
import { weigh } from "./weigh.ts";

export const VERDICTS = [
  "fine",
  "blocked",
  "moved",
  "filters_ignored",
  "stale",
  "empty",
  "shape_changed",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The newest listings of a great brand are others after so long; if not, the answer stands still. */
export const STALE_MS = 6 * HOUR_MS;
/** Pauses that say what the canary is for; too many requests say nothing about the door. */
const PAUSED: Readonly<Record<string, Verdict>> = {
  "lookups.blocked": "blocked",
  "lookups.moved": "moved",
};

const CanarySchema = z.object({
  at: z.number(),
  verdict: z.enum(VERDICTS),
  /** What the last readable answer held, and since when it has held just that. */
  seen: z.object({ ids: z.array(z.string()), since: z.number() }).nullable(),
});
export type Canary = z.infer<typeof CanarySchema>;

const ID = "canary";
const canaries = defineCollection<Canary>({
  name: "lookup_canary",
  schema: CanarySchema,
  version: 1,
  id: () => ID,
});

/** Told once by its key, however often it is sent. */
export interface Alarm {
  readonly key: string;
  readonly topic: "canary";
  readonly title: Message;
  readonly body: Message;
  readonly link: string;
}

export interface CanaryNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly asking: Asking;
  readonly read: (
    captured: string,
    around: Circumstances,
    signal: AbortSignal,
  ) => Promise<Reading>;
  readonly alert: (alarm: Alarm) => Promise<void>;
}

export interface CanaryRoom {
  latest(): Promise<Canary | null>;
  /** @param name of this run, so that a second attempt does not alert again */
  run(name: string, signal: AbortSignal): Promise<Canary>;
}

export function createCanary({ db, clock, asking, read, alert }: CanaryNeeds): CanaryRoom {
  const latest = async () => (await db.get(canaries, ID))?.value ?? null;

  async function ask(before: Canary | null, signal: AbortSignal): Promise<Canary> {
    const at = clock.now();
    const seen = before?.seen ?? null;
    try {
      const asked = await asking.search(ROUTES.canary, signal);
      if (asked.how !== "good") return { at, verdict: "shape_changed", seen };
      const around = aroundOf(ROUTES.canary.site, at);
      return judge(await read(asked.text, around, signal), at, seen);
    } catch (error) {
      const verdict = isFailure(error) ? PAUSED[error.key] : undefined;
      if (!verdict) throw error;
      return { at, verdict, seen };
    }
  }

  async function keep(canary: Canary): Promise<void> {
    await retrying(async () => {
      const row = await db.get(canaries, ID);
      const change = db.change();
      if (row) change.update(canaries, row, canary);
      else change.insert(canaries, canary);
      await change.commit();
    });
  }

  return {
    latest,
    async run(name, signal) {
      const before = await latest();
      const canary = await ask(before, signal);
      const { verdict } = canary;
      // The alert first: a program that ends between the two tells it again under the same key.
      if (verdict !== (before?.verdict ?? "fine")) await alert(alarmOf(name, verdict));
      await keep(canary);
      return canary;
    },
  };
}

export function judge(reading: Reading, at: number, before: Canary["seen"]): Canary {
  const weighed = weigh(reading, ROUTES.canary);
  if (weighed !== "fine") return { at, verdict: weighed, seen: before };
  const ids = reading.observations.map(({ id }) => id);
  const same = before !== null && ids.join() === before.ids.join();
  const since = same ? before.since : at;
  return { at, verdict: at - since >= STALE_MS ? "stale" : "fine", seen: { ids, since } };
}

const alarmOf = (name: string, verdict: Verdict): Alarm => ({
  key: `lookup_canary:${name}:${verdict}`,
  topic: "canary",
  title: { key: verdict === "fine" ? "lookups.alert_good" : "lookups.alert_bad" },
  body: { key: `lookups.canary_${verdict}` },
  link: "/market/lookups",
});
