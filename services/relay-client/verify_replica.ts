/**
 * Compares home with its replica by hashes of key ranges, so that little is sent where both are equal; home may
 * go on working meanwhile.
 */
import {
  type CarriedEntry,
  type CarriedRange,
  carriedStore,
  EVERY_KEY,
  type Key,
  readKey,
  type Store,
} from "../store/mod.ts";
import { type ReplicaCursor, signedEntryText } from "../../relay/protocol/replica.ts";
import type { RecordName } from "./replica_ledger.ts";
import type { ReplicaSigning } from "./replica_writer.ts";
import type { Replicator } from "./replicator.ts";

export interface Difference {
  readonly key: Key;
  readonly here: boolean;
  readonly there: boolean;
}

/** Home's records as the replica should hold them. */
interface LocalRecords {
  /** In the order of their keys' bytes. */
  entries(): AsyncIterable<CarriedEntry>;
  /** The text of each entry as the replica hashes it. */
  texts(entries: readonly CarriedEntry[]): Promise<readonly string[]>;
}

export interface RemoteReplica {
  /** SHA-256 in hex over the entries of each range as `signedEntryText`; empty without entries. */
  hashes(ranges: readonly CarriedRange[]): Promise<string[]>;
  /** The entries after a key. */
  page(after: string): Promise<{ readonly entries: readonly CarriedEntry[] }>;
}

const PER_RANGE = 500;
const RANGES_AT_ONCE = 200;

interface RangePiece {
  readonly range: CarriedRange;
  readonly entries: readonly CarriedEntry[];
}

/**
 * Changes during the comparison show up as a difference.
 * @returns null when both are equal
 */
export async function findFirstDifference(
  own: LocalRecords,
  other: RemoteReplica,
  perRange = PER_RANGE,
): Promise<Difference | null> {
  let pieces: RangePiece[] = [];
  for await (const piece of piecesOf(own, perRange)) {
    pieces.push(piece);
    if (pieces.length < RANGES_AT_ONCE) continue;
    const found = await findInPieces(pieces, own, other);
    if (found) return found;
    pieces = [];
  }
  return await findInPieces(pieces, own, other);
}

async function findInPieces(
  pieces: readonly RangePiece[],
  own: LocalRecords,
  other: RemoteReplica,
): Promise<Difference | null> {
  const there = await other.hashes(pieces.map(({ range }) => range));
  for (const [at, piece] of pieces.entries()) {
    if (await hashOf(own, piece.entries) === there[at]) continue;
    const found = await findInPiece(piece, own, other);
    if (found) return found;
  }
  return null;
}

/** Compares each of home's keys and each gap between them. */
async function findInPiece(
  { range: [first, past], entries }: RangePiece,
  own: LocalRecords,
  other: RemoteReplica,
): Promise<Difference | null> {
  const alone: RangePiece[] = [];
  let from = first;
  for (const entry of entries) {
    const [key] = entry;
    const next = `${key}00`;
    alone.push({ range: [from, key], entries: [] }, { range: [key, next], entries: [entry] });
    from = next;
  }
  alone.push({ range: [from, past], entries: [] });
  const there = await other.hashes(alone.map(({ range }) => range));
  for (const [at, { range, entries }] of alone.entries()) {
    if (await hashOf(own, entries) === there[at]) continue;
    const mine = entries[0]?.[0];
    const key = mine ?? (await other.page(range[0])).entries[0]![0];
    return { key: toKey(key), here: mine !== undefined, there: there[at] !== "" };
  }
  return null;
}

/** Divides home's entries into ranges without gaps, from the lowest key to the highest. */
async function* piecesOf(own: LocalRecords, perRange: number): AsyncGenerator<RangePiece> {
  const [first, past] = EVERY_KEY;
  let from = first;
  let entries: CarriedEntry[] = [];
  for await (const entry of own.entries()) {
    if (entries.length === perRange) {
      yield { range: [from, entry[0]], entries };
      from = entry[0];
      entries = [];
    }
    entries.push(entry);
  }
  yield { range: [from, past], entries };
}

async function hashOf(own: LocalRecords, entries: readonly CarriedEntry[]): Promise<string> {
  if (entries.length === 0) return "";
  const text = (await own.texts(entries)).join("");
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex();
}

/** An unreadable key is named by its bytes. */
const toKey = (hex: string): Key => readKey(hex) ?? [hex];

/** The maintenance command of the running app. */
export const VERIFY_REPLICA = "replica verify";

interface VerifyOptions {
  readonly store: Store;
  readonly replicator: Pick<Replicator, "replicate">;
  readonly other: RemoteReplica & { cursor(): Promise<ReplicaCursor> };
  readonly signing: ReplicaSigning;
}

/** A change during a comparison shows up once, a real difference every time. */
const TRIES = 3;

/** Replicates what waits, then compares. @returns null when both are equal */
export async function verifyReplica(options: VerifyOptions): Promise<Difference | null> {
  const { store, replicator, other, signing } = options;
  let found: Difference | null = null;
  for (let tries = 0; tries < TRIES; tries++) {
    await replicator.replicate();
    found = await findFirstDifference(signedRecords(store, signing), other) ??
      await manifestDifference(signing, other);
    if (!found) return null;
  }
  return found;
}

/** Home's records with the versions and signatures that the replica should have. */
export function signedRecords(
  store: Store,
  { signer, ledger, isPrivate }: ReplicaSigning,
): LocalRecords {
  return {
    async *entries() {
      for await (const entry of carriedStore(store)) {
        if (!isPrivate(nameOf(entry).collection)) yield entry;
      }
    },
    async texts(entries) {
      const beginning = (await ledger.state())?.beginning ?? 0;
      const known = await ledger.entries(beginning, entries.map(nameOf));
      return entries.map((entry, at) => {
        const [key, text] = [entry[0], JSON.stringify(entry[1])];
        const version = known[at]?.version ?? null;
        const signature = version === null ? null : signer.sign(version, key, text).signature;
        return signedEntryText(key, text, version, signature);
      });
    },
  };
}

async function manifestDifference(
  { ledger }: ReplicaSigning,
  other: VerifyOptions["other"],
): Promise<Difference | null> {
  const [state, { manifest }] = [await ledger.state(), await other.cursor()];
  if (state?.manifest === manifest) return null;
  return { key: ["manifest"], here: true, there: manifest !== null };
}

function nameOf([hex]: CarriedEntry): RecordName {
  const [, collection = "", id = ""] = readKey(hex) ?? [];
  return { collection: String(collection), id: String(id) };
}
