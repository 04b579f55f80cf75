/**
 * Writes what changed at home into its replica, batch by batch, each record signed. The outbox says which records
 * changed; each goes as it is then. A replica that is not as home left it is begun anew.
 */
import {
  BATCH_BYTES_MAX,
  type ReplicaBatch,
  type ReplicaCursor,
  type ReplicationPace,
} from "../../relay/protocol/replica.ts";
import type { Clock } from "../base/clock.ts";
import { conflict } from "../base/errors.ts";
import type { Logger } from "../base/log.ts";
import { carriedRecords, type Database, EVERY_KEY, type OutboxMark } from "../store/mod.ts";
import type { LedgerState, RecordName, ReplicaLedger, Replicated } from "./replica_ledger.ts";
import { addToSum, type ReplicaSigner } from "./replica_signer.ts";

/** What the relay answers to a batch; `unavailable` failures are thrown. */
export interface ReplicaClient {
  cursor(): Promise<ReplicaCursor>;
  apply(batch: ReplicaBatch): Promise<
    {
      readonly applied: boolean;
      readonly why?: "next" | "other_home";
      readonly cursor: ReplicaCursor;
      readonly pace?: ReplicationPace;
    }
  >;
}

/** What home's word stands on. */
export interface ReplicaSigning {
  readonly signer: ReplicaSigner;
  readonly ledger: ReplicaLedger;
  /** Collections that never leave home: they say who may come in. */
  readonly isPrivate: (collection: string) => boolean;
}

export interface ReplicaWriterOptions extends ReplicaSigning {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** This home's name on its replica. */
  readonly home: string;
  readonly client: ReplicaClient;
  /** Hears of each batch of changes before it goes. */
  readonly sending: (bytes: number) => void;
  /** Hears how often the relay wants to be written to. */
  readonly paced: (pace: ReplicationPace) => void;
}

interface ReplicaWriter {
  /** Writes all that waits. @returns how many records. Throws Failure when the relay does not take them */
  writeAll(): Promise<number>;
}

const MARKS_PER_BATCH = 2_000;
/** Leaves room for the batch's own words. */
const BATCH_BYTES = BATCH_BYTES_MAX / 4;

/** Key, ranges and signature of an entry, about. */
const ENTRY_BYTES = 400;

/** A batch, and what home notes of it once the relay has it. */
interface Prepared {
  readonly batch: ReplicaBatch;
  readonly next: LedgerState;
  readonly written: readonly (RecordName & { readonly entry: Replicated | null })[];
}

export function createReplicaWriter(options: ReplicaWriterOptions): ReplicaWriter {
  const { db, clock, log, home, client, signer, ledger, isPrivate, sending, paced } = options;
  /** Null where it is not known whether the replica is as home left it. */
  let state: LedgerState | null = null;
  /** Sent, and its answer was not heard. */
  let unheard: Prepared | null = null;

  /** Marks of records that leave home; the others are done with. */
  async function publicMarks(): Promise<readonly OutboxMark[]> {
    for (;;) {
      const marks = await db.outbox.list(MARKS_PER_BATCH);
      const own = marks.filter(({ collection }) => isPrivate(collection));
      if (own.length === 0) return marks;
      await db.outbox.done(own);
    }
  }

  /** @returns how many of the marks are done */
  async function writeSome(from: LedgerState, marks: readonly OutboxMark[]): Promise<number> {
    const { prepared, bytes } = await prepare(from, marks);
    sending(bytes);
    // Another process of this home was quicker: what waits may have changed.
    if (!await isApplied(prepared)) return 0;
    const count = prepared.written.length;
    await db.outbox.done(marks.slice(0, count));
    return count;
  }

  async function prepare(from: LedgerState, marks: readonly OutboxMark[]) {
    const number = from.number + 1;
    const [clears, puts, signatures]: [ReplicaBatch["clears"], ReplicaBatch["puts"], string[]] = [
      [],
      [],
      [],
    ];
    const written: (RecordName & { entry: Replicated | null })[] = [];
    let bytes = 0;
    for (const [at, record] of (await carriedRecords(db.store, marks)).entries()) {
      const texts = record.puts.map(([, value]) => JSON.stringify(value));
      const size = texts.reduce((sum, text) => sum + text.length, ENTRY_BYTES * texts.length);
      if (at > 0 && bytes + size > BATCH_BYTES) break;
      bytes += size;
      for (const [first, past] of record.clears) clears.push([first, past]);
      let weight = 0n;
      for (const [index, [key, value]] of record.puts.entries()) {
        const signed = signer.sign(number, key, texts[index]!);
        puts.push([key, value]);
        signatures.push(signed.signature);
        weight += signed.weight;
      }
      const { collection, id } = marks[at]!;
      written.push({
        collection,
        id,
        entry: record.puts.length > 0 ? { version: number, weight } : null,
      });
    }
    const before = await ledger.entries(from.beginning, written);
    const weigh = (entries: readonly (Replicated | null)[]) =>
      entries.reduce((sum, entry) => sum + (entry?.weight ?? 0n), 0n);
    const sum = addToSum(from.sum, weigh(written.map(({ entry }) => entry)), weigh(before));
    return { prepared: await sealed(from, sum, { clears, puts, signatures }, written), bytes };
  }

  async function sealed(
    { beginning, number: last }: LedgerState,
    sum: string,
    content: Pick<ReplicaBatch, "clears" | "puts" | "signatures">,
    written: Prepared["written"],
  ): Promise<Prepared> {
    const number = last + 1;
    const manifest = await signer.sealManifest({ home, number, sum });
    return {
      batch: { home, number, ...content, manifest },
      next: { beginning, number, sum, manifest },
      written,
    };
  }

  async function isApplied(prepared: Prepared): Promise<boolean> {
    unheard = prepared;
    state = null;
    const { applied, why, cursor, pace } = await client.apply(prepared.batch);
    if (pace) paced(pace);
    if (!applied && why === "other_home") throw conflict("relay.replica_of_other_home");
    if (applied) await note(prepared);
    else state = await goOnFrom(cursor);
    return applied;
  }

  async function note(prepared: Prepared): Promise<void> {
    await ledger.note(prepared.next, prepared.written);
    state = prepared.next;
    unheard = null;
  }

  async function goOnFrom(cursor: ReplicaCursor): Promise<LedgerState> {
    const isAt = ({ number, manifest }: LedgerState) =>
      cursor.home === home && cursor.number === number && cursor.manifest === manifest;
    if (cursor.home !== null && cursor.home !== home) {
      throw conflict("relay.replica_of_other_home");
    }
    if (unheard && isAt(unheard.next)) {
      const { next } = unheard;
      await note(unheard);
      return next;
    }
    unheard = null;
    const known = await ledger.state();
    return known && isAt(known) ? known : await beginAnew(cursor);
  }

  async function beginAnew({ home: name, number }: ReplicaCursor): Promise<LedgerState> {
    log.warn("replica_begun_anew", { number });
    const fresh = await ledger.begin(number);
    await db.outbox.markAll(clock.now());
    // An empty one has nothing that must go first.
    if (name === null) return fresh;
    const [first, past] = EVERY_KEY;
    const content = { clears: [[first, past]] as ReplicaBatch["clears"], puts: [], signatures: [] };
    const emptied = await sealed(fresh, fresh.sum, content, []);
    await isApplied(emptied);
    return state!;
  }

  return {
    async writeAll() {
      let records = 0;
      for (;;) {
        const from = state ?? await goOnFrom(await client.cursor());
        state = from;
        const marks = await publicMarks();
        if (marks.length === 0) return records;
        records += await writeSome(from, marks);
      }
    },
  };
}
