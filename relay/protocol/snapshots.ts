/** Snapshots of the public shop: home declares what is public, and sends the bodies that the relay lacks. */
import { z } from "zod";

export const SNAPSHOTS_PATH = "/relay/snapshots";
export const SNAPSHOTS_MAX = 20_000;
/** Of one body. */
export const SNAPSHOT_BYTES_MAX = 2 * 1024 * 1024;
/** Of all bodies in one call, before base64. */
export const UPLOAD_BYTES_MAX = 4 * 1024 * 1024;
const PATH_CHARS_MAX = 300;

/** No other path is ever stored or served from the snapshots. */
const PUBLIC_PATH = /^\/(?:robots\.txt|shop(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*)$/;
/** Paths that are the same in every language. */
const LANGUAGE_NEUTRAL_PATH = /^\/shop\/(?:images|assets)\/|\.(?:txt|xml)$/;

export const SNAPSHOT_LANGUAGES = ["it", "en"] as const;
export type SnapshotLanguage = (typeof SNAPSHOT_LANGUAGES)[number];

export const SNAPSHOT_TYPES = [
  "text/html; charset=UTF-8",
  "text/plain; charset=UTF-8",
  "application/xml",
  "image/jpeg",
  "image/webp",
  "image/svg+xml",
  "text/css; charset=utf-8",
  "font/woff2",
] as const;

/** Home puts this placeholder in its pages; the relay replaces it by the time of the snapshot. */
export const AS_OF_MARK = "<!--as-of-->";

export const isPublicPath = (path: string): boolean =>
  path.length <= PATH_CHARS_MAX && PUBLIC_PATH.test(path);

/** @returns the languages in which a path has a snapshot of its own; "" stands for all languages */
export const languagesOf = (path: string): readonly (SnapshotLanguage | "")[] =>
  LANGUAGE_NEUTRAL_PATH.test(path) ? [""] : SNAPSHOT_LANGUAGES;

export const SnapshotKeySchema = z.object({
  path: z.string().refine(isPublicPath),
  lang: z.enum([...SNAPSHOT_LANGUAGES, ""]),
}).refine(({ path, lang }) => languagesOf(path).includes(lang));
export type SnapshotKey = z.infer<typeof SnapshotKeySchema>;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Grows with each list and each withdrawal of home. */
const Generation = z.number().int().positive();

/** Everything that is public now, the most wanted first. The relay deletes what is not listed. */
export const SnapshotListSchema = z.object({
  generation: Generation,
  entries: z.array(z.intersection(SnapshotKeySchema, z.object({ hash: Hash }))).max(SNAPSHOTS_MAX),
});
export type SnapshotList = z.infer<typeof SnapshotListSchema>;

/** Positions in the list whose bodies the relay needs. */
export const MissingSnapshotsSchema = z.object({ lacks: z.array(z.number().int().nonnegative()) });

export const SnapshotUploadSchema = z.object({
  /** Of the list to which the bodies belong. */
  generation: Generation,
  bodies: z.array(z.intersection(
    SnapshotKeySchema,
    z.object({
      /** Position in the list. */
      rank: z.number().int().nonnegative(),
      hash: Hash,
      type: z.enum(SNAPSHOT_TYPES),
      body: z.base64(),
    }),
  )).max(SNAPSHOTS_MAX),
});
export type SnapshotUpload = z.infer<typeof SnapshotUploadSchema>;

/** `full`: there is no room for the rest of these bodies, nor for bodies of a lower rank. */
export const UploadResultSchema = z.object({ kept: z.number().int(), full: z.boolean() });

export const WithdrawalSchema = z.object({
  generation: Generation,
  keys: z.array(SnapshotKeySchema).max(SNAPSHOTS_MAX),
});
export type SnapshotWithdrawal = z.infer<typeof WithdrawalSchema>;

/** Also the body of a 409: the relay knows a newer generation, which home's next one must exceed. */
export const GenerationSchema = z.object({ generation: z.number().int().nonnegative() });
