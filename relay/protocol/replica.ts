/** The replica of home's records at the relay. Keys are bytes in hex, in the store's order. */
import { z } from "zod";

/** Of a batch as JSON, uncompressed. One record with all its parts always fits. */
export const BATCH_BYTES_MAX = 8 * 1024 * 1024;
export const PAGE_ENTRIES_MAX = 1_000;
/** Of a page's values; the entry that exceeds it is the last of the page. */
export const PAGE_BYTES = 2 * 1024 * 1024;
export const RANGES_MAX = 2_000;

export const ReplicaKeySchema = z.string().regex(/^(?:[0-9a-f]{2}){1,2048}$/);
/** Not validated further: JSON.parse gives nothing else, and a batch has thousands of values. */
const Value = z.custom<z.core.util.JSONType>((value) => value !== undefined);
/** From the first key (included) to the second (excluded). */
const Range = z.tuple([ReplicaKeySchema, ReplicaKeySchema]);
/** The first half of an HMAC-SHA512 in hex, with a key that only home has. */
const Signature = z.string().regex(/^[0-9a-f]{64}$/);
const SealedManifest = z.string().max(1_000);

export const ReplicaBatchSchema = z.object({
  /** The name of the home; a replica belongs to one home. */
  home: z.string().min(1).max(40),
  /** One more than the last batch: no batch is applied twice, skipped or out of order. */
  number: z.number().int().positive(),
  /** Ranges that are deleted before anything is put. */
  clears: z.array(Range),
  puts: z.array(z.tuple([ReplicaKeySchema, Value])),
  /** One per put, in order; absent from a home of an earlier version. */
  signatures: z.array(Signature).optional(),
  /** Sealed by home: a checksum of the replica after this batch. */
  manifest: SealedManifest.optional(),
}).refine(({ puts, signatures }) => !signatures || signatures.length === puts.length);
export type ReplicaBatch = z.infer<typeof ReplicaBatchSchema>;

/** The last batch that the replica holds. */
export const ReplicaCursorSchema = z.object({
  /** Null before the first batch. */
  home: z.string().nullable(),
  number: z.number().int().nonnegative(),
  /** When the batch was applied; milliseconds since 1970. */
  at: z.number().nullable(),
  /** Null where the batch had none. */
  manifest: z.string().nullable(),
});
export type ReplicaCursor = z.infer<typeof ReplicaCursorSchema>;

/** When home sends a batch, as the relay asks for: at the latest after `everyMs`, or once `everyBytes` wait. */
export const ReplicationPaceSchema = z.object({
  everyMs: z.number().positive(),
  everyBytes: z.number().positive(),
});
export type ReplicationPace = z.infer<typeof ReplicationPaceSchema>;

/** Answer to a batch. `why`: "next" means that `cursor` says where to go on. */
export const BatchResultSchema = z.object({
  pace: ReplicationPaceSchema.optional(),
  applied: z.boolean(),
  why: z.enum(["next", "other_home"]).optional(),
  cursor: ReplicaCursorSchema,
});

export const RangesSchema = z.object({
  ranges: z.array(Range).max(RANGES_MAX),
  /** Whether versions and signatures are hashed too. */
  signed: z.boolean().default(false),
});

/** Per range: SHA-256 in hex over its entries in order, as `entryText` or `signedEntryText`; empty without entries. */
export const RangeHashesSchema = z.object({ hashes: z.array(z.string()) });

export const ReplicaPageSchema = z.object({
  entries: z.array(z.tuple([z.string(), Value])),
  /** Per entry, in order: the number of the batch that wrote it, and its signature. */
  signatures: z.array(z.tuple([z.number().nullable(), z.string().nullable()])),
  /** Start of the next page; absent on the last one. */
  after: ReplicaKeySchema.optional(),
});
export type ReplicaPage = z.infer<typeof ReplicaPageSchema>;

/** @param value as JSON.stringify writes it after it was parsed once */
export const entryText = (key: string, value: string): string => `${key} ${value}\n`;

/** The same with version and signature. */
export function signedEntryText(
  key: string,
  value: string,
  version: number | null,
  signature: string | null,
): string {
  return `${key} ${version} ${signature} ${value}\n`;
}
