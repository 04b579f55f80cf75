/**
 * Uploads the bodies that the relay lacks. Each page is read again: one that changed meanwhile belongs to the
 * next list.
 */
import {
  SNAPSHOT_BYTES_MAX,
  SNAPSHOT_TYPES,
  type SnapshotKey,
  type SnapshotList,
  type SnapshotUpload,
  type SnapshotWithdrawal,
  UPLOAD_BYTES_MAX,
} from "../../relay/protocol/snapshots.ts";
import type { PublicPage } from "./public_pages.ts";

/**
 * The relay's calls for snapshots. They return the relay's generation where ours is outdated, and throw Failure
 * `unavailable` when the relay cannot be reached.
 */
export interface SnapshotClient {
  declare(manifest: SnapshotList): Promise<{ lacks: number[] } | { generation: number }>;
  put(bodies: SnapshotUpload): Promise<{ kept: number; full: boolean } | { generation: number }>;
  withdraw(withdrawal: SnapshotWithdrawal): Promise<{ generation: number }>;
}

/** A path of the shop in one language. */
export interface ListedPage extends SnapshotKey {
  /** The page lists several items. */
  readonly isList: boolean;
  readonly mark: string;
}

interface MissingSnapshot extends SnapshotKey {
  readonly hash: string;
  readonly rank: number;
}

type Body = SnapshotUpload["bodies"][number];

interface UploadOptions {
  read(key: SnapshotKey): Promise<PublicPage | null>;
  readonly put: SnapshotClient["put"];
  /** Whether to stop. */
  stop(): boolean;
}

interface UploadOutcome {
  /** The relay has no room for the rest. */
  readonly full: boolean;
  /** Pages that changed or are gone. */
  readonly changed: readonly SnapshotKey[];
  /** Set to the relay's generation where ours is outdated. */
  readonly outdated?: number;
}

export async function uploadMissing(
  lacking: readonly MissingSnapshot[],
  generation: number,
  { read, put, stop }: UploadOptions,
): Promise<UploadOutcome> {
  const changed: SnapshotKey[] = [];
  let bodies: Body[] = [];
  let bytes = 0;
  let full = false;

  /** @returns the relay's generation where ours is outdated */
  async function send(): Promise<number | undefined> {
    if (bodies.length === 0) return undefined;
    const answer = await put({ generation, bodies });
    [bodies, bytes] = [[], 0];
    if ("generation" in answer) return answer.generation;
    full = answer.full;
    return undefined;
  }

  for (const entry of lacking) {
    if (full || stop()) break;
    const body = await bodyOf(entry, read);
    if (!body) {
      changed.push(entry);
      continue;
    }
    if (bytes + body.size > UPLOAD_BYTES_MAX) {
      const outdated = await send();
      if (outdated !== undefined) return { full, changed, outdated };
    }
    bodies.push(body.body);
    bytes += body.size;
  }
  const outdated = full ? undefined : await send();
  return { full, changed, ...outdated !== undefined && { outdated } };
}

async function bodyOf(
  { path, lang, hash, rank }: MissingSnapshot,
  read: UploadOptions["read"],
): Promise<{ body: Body; size: number } | null> {
  const page = await read({ path, lang });
  const type = SNAPSHOT_TYPES.find((known) => known === page?.type);
  if (!page || !type || page.body.length > SNAPSHOT_BYTES_MAX) return null;
  const found = await hashPage(page);
  if (found.hash !== hash) return null;
  return { body: { path, lang, rank, hash, type, body: found.base64() }, size: page.body.length };
}

export async function hashPage({ body }: PublicPage) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex();
  return { hash, base64: () => body.toBase64() };
}
