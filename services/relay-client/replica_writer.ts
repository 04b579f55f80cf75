/**
 * Sends changed records to the replica in signed batches. The outbox lists what changed; each record is sent in
 * its current state. A replica that is not as home left it is written anew.
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

/** The relay's calls for batches; failures `unavailable` are thrown. */
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

/** What signing needs. */
export interface ReplicaSigning {
  readonly signer: ReplicaSigner;
  readonly ledger: ReplicaLedger;
  /** Collections that never leave home: they control access. */
  readonly isPrivate: (collection: string) => boolean;
}

export interface ReplicaWriterOptions extends ReplicaSigning {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** This home's name on its replica. */
  readonly home: string;
  readonly client: ReplicaClient;
  /** Called before each batch, with its size. */
  readonly onSend: (bytes: number) => void;
  /** Called when the relay asks for another pace. */
  readonly onPace: (pace: ReplicationPace) => void;
}

interface ReplicaWriter {
  /** Sends everything that waits. @returns the number of records. Throws Failure when the relay refuses */
  writeAll(): Promise<number>;
}

const MARKS_PER_BATCH = 2_000;
/** Leaves room for the rest of the batch. */
const BATCH_BYTES = BATCH_BYTES_MAX / 4;

/** Estimate for key, ranges and signature of an entry. */
const ENTRY_BYTES = 400;

/** A batch, and what home records once the relay has it. */
interface Prepared {
  readonly batch: ReplicaBatch;
  readonly next: LedgerState;
  readonly written: readonly (RecordName & { readonly entry: Replicated | null })[];
}

export function createReplicaWriter(options: ReplicaWriterOptions): ReplicaWriter {
  const { db, clock, log, home, client, signer, ledger, isPrivate, onSend, onPace } = options;
  /** Null while it is unknown whether the replica is as home left it. */
  let state: LedgerState | null = null;
  /** A batch that was sent without receiving an answer. */
  let unanswered: Prepared | null = null;

  /** Outbox marks of records that are replicated; the others are removed. */
  async function publicMarks(): Promise<readonly OutboxMark[]> {
    for (;;) {
      const marks = await db.outbox.list(MARKS_PER_BATCH);
      const own = marks.filter(({ collection }) => isPrivate(collection));
      if (own.length === 0) return marks;
      await db.outbox.done(own);
    }
  }

  /** @returns how many marks are done */
  async function writeBatch(from: LedgerState, marks: readonly OutboxMark[]): Promise<number> {
    const { prepared, bytes } = await prepare(from, marks);
    onSend(bytes);
    // Another process of this home wrote first: what waits may have changed.
    if (!await sendBatch(prepared)) return 0;
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
    return { prepared: await sealBatch(from, sum, { clears, puts, signatures }, written), bytes };
  }

  async function sealBatch(
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

  async function sendBatch(prepared: Prepared): Promise<boolean> {
    unanswered = prepared;
    state = null;
    const { applied, why, cursor, pace } = await client.apply(prepared.batch);
    if (pace) onPace(pace);
    if (!applied && why === "other_home") throw conflict("relay.replica_of_other_home");
    if (applied) await recordApplied(prepared);
    else state = await resumeFrom(cursor);
    return applied;
  }

  async function recordApplied(prepared: Prepared): Promise<void> {
    await ledger.recordBatch(prepared.next, prepared.written);
    state = prepared.next;
    unanswered = null;
  }

  async function resumeFrom(cursor: ReplicaCursor): Promise<LedgerState> {
    const isAt = ({ number, manifest }: LedgerState) =>
      cursor.home === home && cursor.number === number && cursor.manifest === manifest;
    if (cursor.home !== null && cursor.home !== home) {
      throw conflict("relay.replica_of_other_home");
    }
    if (unanswered && isAt(unanswered.next)) {
      const { next } = unanswered;
      await recordApplied(unanswered);
      return next;
    }
    unanswered = null;
    const known = await ledger.state();
    return known && isAt(known) ? known : await restartReplica(cursor);
  }

  async function restartReplica({ home: name, number }: ReplicaCursor): Promise<LedgerState> {
    log.warn("replica_begun_anew", { number });
    const fresh = await ledger.startReplica(number);
    await db.outbox.markAll(clock.now());
    // An empty replica needs no clearing batch.
    if (name === null) return fresh;
    const [first, past] = EVERY_KEY;
    const content = { clears: [[first, past]] as ReplicaBatch["clears"], puts: [], signatures: [] };
    const emptied = await sealBatch(fresh, fresh.sum, content, []);
    await sendBatch(emptied);
    return state!;
  }

  return {
    async writeAll() {
      let records = 0;
      for (;;) {
        const from = state ?? await resumeFrom(await client.cursor());
        state = from;
        const marks = await publicMarks();
        if (marks.length === 0) return records;
        records += await writeBatch(from, marks);
      }
    },
  };
}
