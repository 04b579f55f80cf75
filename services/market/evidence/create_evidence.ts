/** Puts the room of evidence together. */
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/log.ts";
import type { Database } from "../../store/mod.ts";
import { keyOf } from "../observation.ts";
import type { Evidence, ForgetFilter, Seen, SeenListener, Source, Taken } from "./evidence.ts";
import { goneFrom, recordGone } from "./going.ts";
import { forgetKeys, purge, rememberAll } from "./letting_go.ts";
import { createMemory } from "./memory.ts";
import { NO_SALES, type OwnSales } from "./own_sales.ts";
import { createPages } from "./pages.ts";
import { createStrikes } from "./strikes.ts";
import { filterOf, summarise } from "./summary.ts";
import { takeAll } from "./taking.ts";
import { createMutex } from "../../base/mutex.ts";

export interface EvidenceNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** @default none */
  readonly ownSales?: OwnSales;
}

/** Begins to read all evidence at once; wait for `ready` where it must be whole. */
export function createEvidence({ db, clock, log, ownSales = NO_SALES }: EvidenceNeeds): Evidence {
  const memory = createMemory({ db, log, ownSales });
  const listeners = new Set<SeenListener>();
  const inTurn = createMutex();
  const nextPlace = createPlaces(clock);

  async function tell(seen: readonly Seen[], source: Source): Promise<void> {
    if (seen.length === 0) return;
    for (const listener of [...listeners]) {
      try {
        await listener(seen, source);
      } catch (error) {
        // What was taken is taken, whoever stumbles over it.
        log.error("market.listener_failed", { error });
      }
    }
  }

  /** What was sold here is not stored, and cannot be forgotten. */
  function storedKeys({ keys, ...filter }: ForgetFilter): string[] {
    const asked = keys && new Set(keys);
    return memory.newestFirst().filter(filterOf(filter)).map(keyOf)
      .filter((key) => !memory.sales.has(key) && (!asked || asked.has(key)));
  }

  return {
    ready: memory.ready,
    async take(reading, source = {}) {
      const { observations, dropped, notUnderstood } = reading;
      const { seen, ...counts } = await inTurn(async () => {
        const counted = await takeAll({ db, clock, nextPlace }, observations);
        const at = clock.now();
        await recordGone(db, await goneFrom(db, reading, source, at), { at, how: "gone" });
        return counted;
      });
      await tell(seen, source);
      return { ...counts, dropped, notUnderstood, ids: observations.map(keyOf) } satisfies Taken;
    },
    appraise: (subject, struckOut = new Set()) =>
      memory.market.suggest(subject, {
        now: clock.now(),
        struckOut: struckOut.union(memory.soldListings),
      }),
    onSeen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...createPages(db, memory),
    recordGone: (key, how, at) => inTurn(() => recordGone(db, [key], { at, how })),
    summary: () => summarise(memory.newestFirst(), memory.complete),
    async forget(filter) {
      await memory.ready;
      const forgotten = { id: String(nextPlace()), at: clock.now() };
      const count = await inTurn(() => forgetKeys(db, storedKeys(filter), forgotten));
      return { id: forgotten.id, count };
    },
    remember: (id) => inTurn(() => rememberAll(db, id, nextPlace)),
    purge: () => inTurn(() => purge(db, clock.now())),
    ...createStrikes(db),
    async close() {
      await inTurn(() => Promise.resolve());
      await memory.close();
    },
  };
}

const PLACES_PER_MS = 1_000;

/** Rises also over a restart, as time does. */
function createPlaces(clock: Clock): () => number {
  let last = 0;
  return () => last = Math.max(last + 1, clock.now() * PLACES_PER_MS);
}
