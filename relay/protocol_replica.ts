/** What home and relay say to each other of the second copy. Keys are bytes in hex, in the store's order. */
import { z } from "zod";

/** Whole, as JSON, unpacked. One record with all its parts always fits. */
export const BATCH_BYTES_MAX = 8 * 1024 * 1024;
export const PAGE_ENTRIES_MAX = 1_000;
/** Of values; the entry that goes past it is the page's last. */
export const PAGE_BYTES = 2 * 1024 * 1024;
export const RANGES_MAX = 2_000;

export const KeySchema = z.string().regex(/^(?:[0-9a-f]{2}){1,2048}$/);
/** What JSON.parse gave needs no second look, and a batch has thousands. */
const Value = z.custom<z.core.util.JSONType>((value) => value !== undefined);
const Range = z.tuple([KeySchema, KeySchema]);
/** The first half of an HMAC-SHA512 in hex, with a key that only home has. */
const Signature = z.string().regex(/^[0-9a-f]{64}$/);
const Manifest = z.string().max(1_000);

export const BatchSchema = z.object({
  /** Which home: a replica has one. */
  home: z.string().min(1).max(40),
  /** One more than the batch before: nothing is applied twice, skipped, or out of turn. */
  number: z.number().int().positive(),
  /** Everything from the first key (included) to the second goes, before anything is put. */
  clears: z.array(Range),
  puts: z.array(z.tuple([KeySchema, Value])),
  /** Of each put, in order; absent from a home of an earlier version. */
  signatures: z.array(Signature).optional(),
  /** Sealed by home: what the replica holds after this batch. */
  manifest: Manifest.optional(),
}).refine(({ puts, signatures }) => !signatures || signatures.length === puts.length);
export type Batch = z.infer<typeof BatchSchema>;

/** How far the replica is. */
export const CursorSchema = z.object({
  /** Absent before the first batch. */
  home: z.string().nullable(),
  number: z.number().int().nonnegative(),
  /** When the last batch was applied; milliseconds since 1970. */
  at: z.number().nullable(),
  /** Null where the last batch had none. */
  manifest: z.string().nullable(),
});
export type Cursor = z.infer<typeof CursorSchema>;

/** How long changes may wait for company, and how many bytes of them: the relay knows what its database costs. */
export const PaceSchema = z.object({
  everyMs: z.number().positive(),
  everyBytes: z.number().positive(),
});
export type Pace = z.infer<typeof PaceSchema>;

/** What becomes of a batch. "next": `cursor` says where to go on. */
export const AppliedSchema = z.object({
  pace: PaceSchema.optional(),
  applied: z.boolean(),
  why: z.enum(["next", "other_home"]).optional(),
  cursor: CursorSchema,
});

/** Ranges to compare: each from its first key (included) to its second (excluded). */
export const RangesSchema = z.object({
  ranges: z.array(Range).max(RANGES_MAX),
  /** Whether versions and signatures are compared too. */
  signed: z.boolean().default(false),
});

/** SHA-256 in hex over each range's keys and values, in order, as `rangeText` writes them; empty: nothing there. */
export const HashesSchema = z.object({ hashes: z.array(z.string()) });

export const PageSchema = z.object({
  entries: z.array(z.tuple([z.string(), Value])),
  /** Of each entry, in order: the number of the batch that brought it, and its signature. */
  signatures: z.array(z.tuple([z.number().nullable(), z.string().nullable()])),
  /** Where the next page goes on; absent where there is none. */
  after: KeySchema.optional(),
});
export type ReplicaPage = z.infer<typeof PageSchema>;

/** What is hashed of one entry. The value as JSON.stringify writes it after it was read once. */
export const entryText = (key: string, value: string): string => `${key} ${value}\n`;

/** The same with who vouches for it. */
export function signedEntryText(
  key: string,
  value: string,
  version: number | null,
  signature: string | null,
): string {
  return `${key} ${version} ${signature} ${value}\n`;
}
