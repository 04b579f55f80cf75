/** The bodies that the relay lacks, read again as they are sent: what changed meanwhile is the next list's. */
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

/** The relay's newest generation where ours is outdated. Throws Failure `unavailable` when it cannot be reached. */
export interface SnapshotClient {
  declare(manifest: SnapshotList): Promise<{ lacks: number[] } | { generation: number }>;
  put(bodies: SnapshotUpload): Promise<{ kept: number; full: boolean } | { generation: number }>;
  withdraw(withdrawal: SnapshotWithdrawal): Promise<{ generation: number }>;
}

/** An address of the shop in one of its languages. */
export interface Listed extends SnapshotKey {
  /** It names several items. */
  readonly isList: boolean;
  readonly mark: string;
}

interface Lacking extends SnapshotKey {
  readonly hash: string;
  readonly rank: number;
}

type Body = SnapshotUpload["bodies"][number];

interface Means {
  read(key: SnapshotKey): Promise<PublicPage | null>;
  readonly put: SnapshotClient["put"];
  /** Whether to leave the rest. */
  stop(): boolean;
}

interface Sent {
  /** There is no room for the rest. */
  readonly full: boolean;
  /** Those that say something else by now, or nothing. */
  readonly changed: readonly SnapshotKey[];
  /** The relay's newest generation, where ours is not. */
  readonly outdated?: number;
}

export async function sendLacking(
  lacking: readonly Lacking[],
  generation: number,
  { read, put, stop }: Means,
): Promise<Sent> {
  const changed: SnapshotKey[] = [];
  let bodies: Body[] = [];
  let bytes = 0;
  let full = false;

  /** @returns the newest generation where ours is not */
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
  { path, lang, hash, rank }: Lacking,
  read: Means["read"],
): Promise<{ body: Body; size: number } | null> {
  const page = await read({ path, lang });
  const type = SNAPSHOT_TYPES.find((known) => known === page?.type);
  if (!page || !type || page.body.length > SNAPSHOT_BYTES_MAX) return null;
  const found = await packed(page);
  if (found.hash !== hash) return null;
  return { body: { path, lang, rank, hash, type, body: found.base64() }, size: page.body.length };
}

export async function packed({ body }: PublicPage) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex();
  return { hash, base64: () => body.toBase64() };
}
