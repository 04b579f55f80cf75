/** What home and relay say to each other of the public shop's pages and images. */
import { z } from "zod";

export const SNAPSHOTS_PATH = "/relay/snapshots";
export const ENTRIES_MAX = 20_000;
export const BODY_BYTES_MAX = 2 * 1024 * 1024;
/** Of all bodies in one call, before they are written as base64. */
export const BODIES_BYTES_MAX = 4 * 1024 * 1024;
const PATH_CHARS_MAX = 300;

/** Nothing else is ever kept or shown, whoever asks for it. */
const PUBLIC = /^\/(?:robots\.txt|shop(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*)$/;
/** The same in every language. */
const WORDLESS = /^\/shop\/(?:images|assets)\/|\.(?:txt|xml)$/;

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

/** Home leaves it where a page may say of when it is. */
export const COPY_MARK = "<!--as-of-->";

export const isPublicPath = (path: string): boolean =>
  path.length <= PATH_CHARS_MAX && PUBLIC.test(path);

/** In which languages an address says something of its own. */
export const languagesOf = (path: string): readonly (SnapshotLanguage | "")[] =>
  WORDLESS.test(path) ? [""] : SNAPSHOT_LANGUAGES;

export const KeySchema = z.object({
  path: z.string().refine(isPublicPath),
  lang: z.enum([...SNAPSHOT_LANGUAGES, ""]),
}).refine(({ path, lang }) => languagesOf(path).includes(lang));
export type SnapshotKey = z.infer<typeof KeySchema>;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Grows with each of home's lists and withdrawals. */
const Generation = z.number().int().positive();

/** Everything that is public now, the most wanted first. What is not in here goes. */
export const ManifestSchema = z.object({
  generation: Generation,
  entries: z.array(z.intersection(KeySchema, z.object({ hash: Hash }))).max(ENTRIES_MAX),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** Places in the list whose bodies are wanted. */
export const LacksSchema = z.object({ lacks: z.array(z.number().int().nonnegative()) });

export const BodiesSchema = z.object({
  /** Of the list that they belong to. */
  generation: Generation,
  bodies: z.array(z.intersection(
    KeySchema,
    z.object({
      rank: z.number().int().nonnegative(),
      hash: Hash,
      type: z.enum(SNAPSHOT_TYPES),
      body: z.base64(),
    }),
  )).max(ENTRIES_MAX),
});
export type Bodies = z.infer<typeof BodiesSchema>;

/** "full": there is no room for these, nor for what is wanted less. */
export const KeptSchema = z.object({ kept: z.number().int(), full: z.boolean() });

export const WithdrawalSchema = z.object({
  generation: Generation,
  keys: z.array(KeySchema).max(ENTRIES_MAX),
});
export type Withdrawal = z.infer<typeof WithdrawalSchema>;

/** Also the body of a 409: somebody was there with a newer word, and home's next must be newer still. */
export const GenerationSchema = z.object({ generation: z.number().int().nonnegative() });
