/** A room of evidence on a database of its own, and readings to give it. */
import { type HeldClock, heldClock } from "../../base/clock.ts";
import { silentLogger } from "../../base/log.ts";
import { type MarketSearch, MarketSearchSchema } from "../../marketplace/mod.ts";
import { openTestDatabase, type TestDatabase } from "../../store/testing.ts";
import type { Observation } from "../observation.ts";
import type { Reading } from "../parsers/reading.ts";
import { NOW } from "../testing.ts";
import { createEvidence } from "./create_evidence.ts";
import type { Evidence } from "./evidence.ts";
import type { OwnSales } from "./own_sales.ts";

export interface TestEvidence extends AsyncDisposable {
  readonly db: TestDatabase["db"];
  readonly clock: HeldClock;
  readonly evidence: Evidence;
  /** Takes a reading of these. */
  take(...observations: Observation[]): ReturnType<Evidence["take"]>;
}

export interface TestEvidenceOptions {
  /** @default in memory */
  readonly path?: string;
  readonly clock?: HeldClock;
  readonly ownSales?: OwnSales;
}

export async function openTestEvidence(options: TestEvidenceOptions = {}): Promise<TestEvidence> {
  const { path, clock = heldClock(NOW), ownSales } = options;
  const { db, close } = await openTestDatabase({ clock, ...(path !== undefined && { path }) });
  const evidence = createEvidence({ db, clock, log: silentLogger, ...(ownSales && { ownSales }) });
  await evidence.ready;
  return {
    db,
    clock,
    evidence,
    take: (...observations) => evidence.take(readingOf(observations)),
    async [Symbol.asyncDispose]() {
      await evidence.close();
      await close();
    },
  };
}

export const readingOf = (observations: readonly Observation[]): Reading => ({
  kind: "answer",
  observations,
  dropped: {},
  notUnderstood: {},
});

export const searchFor = (text: string): MarketSearch =>
  MarketSearchSchema.parse({ site: "it", text });
