/**
 * Keeps the relay's snapshots of the public shop current: changes are sent soon, withdrawn pages are deleted at
 * once, and after each reconnection the whole list is compared.
 */
import {
  isPublicPath,
  languagesOf,
  type SnapshotKey,
  SNAPSHOTS_MAX,
} from "../../relay/protocol/snapshots.ts";
import type { Clock } from "../base/clock.ts";
import type { Timer } from "../base/timer.ts";
import type { Logger } from "../base/log.ts";
import type { Shop } from "../shop/mod.ts";
import type { PublicPage } from "./public_pages.ts";
import {
  hashPage,
  type ListedPage,
  type SnapshotClient,
  uploadMissing,
} from "./snapshot_upload.ts";

interface SnapshotSenderOptions {
  readonly shop: Pick<Shop, "ready" | "addresses" | "onChange">;
  /** Reads a page as an anonymous visitor; null where it is not public. */
  readonly read: (key: SnapshotKey) => Promise<PublicPage | null>;
  /** Paths of style sheets and fonts that the pages need, below the shop's address. */
  readonly assets: readonly string[];
  readonly client: SnapshotClient;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Logger;
}

interface SnapshotsState {
  /** When the relay last had exactly what the shop shows. */
  readonly syncedAt: number | null;
  readonly entries: number;
  /** The relay has no room for all of it. */
  readonly full: boolean;
  readonly failing: { readonly since: number } | null;
}

export interface SnapshotSender {
  start(): void;
  /** Call it when the relay can be reached again. */
  connected(): void;
  /** Compares and uploads until both are equal. @throws Failure when the relay cannot be reached */
  refresh(): Promise<void>;
  state(): SnapshotsState;
  /** Confirms the snapshots once more, then stops. */
  stop(): Promise<void>;
}

/** Changes often come in series. */
const TOGETHER_MS = 2_000;
const RETRY_MS_MIN = 5_000;
const RETRY_MS_MAX = 10 * 60_000;
/** Minimum age before a stop confirms unchanged snapshots. */
const CONFIRM_MS = 10 * 60_000;

export function createSnapshotSender(needs: SnapshotSenderOptions): SnapshotSender {
  const { shop, read, assets, client, clock, timer, log } = needs;
  /** Hash of each page, with the mark of its contents at that time. */
  const hashes = new Map<string, { mark: string; hash: string }>();
  /** Pages that the relay may have. */
  let known = new Map<string, ListedPage>();
  const withdrawn = new Map<string, SnapshotKey>();
  let generation = 0;
  let stale = true;
  let full = false;
  let syncedAt: number | null = null;
  let failing: { since: number; retryMs: number } | null = null;
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let withdrawing: Promise<void> | null = null;
  let unsubscribe: (() => void) | null = null;
  let stopped = false;

  const nextGeneration = () => generation = Math.max(clock.now(), generation + 1);

  function listPages(): ListedPage[] {
    const pages = shop.addresses().map(({ path, sort, mark }) => ({
      path: sort === "robots" ? path : `/shop${path}`,
      isList: sort === "list",
      mark,
    }));
    const first = pages.length === 0 ? [] : assets.map((path) => ({
      path: `/shop${path}`,
      isList: false,
      mark: "",
    }));
    return [...first, ...pages].filter(({ path }) => isPublicPath(path))
      .flatMap((entry) => languagesOf(entry.path).map((lang) => ({ ...entry, lang })))
      .slice(0, SNAPSHOTS_MAX);
  }

  async function hashOf(entry: ListedPage): Promise<string | null> {
    const [, named] = IMAGE.exec(entry.path) ?? [];
    if (named) return named;
    const before = hashes.get(nameOf(entry));
    if (before?.mark === entry.mark) return before.hash;
    const page = await read(entry);
    if (!page) return null;
    const { hash } = await hashPage(page);
    hashes.set(nameOf(entry), { mark: entry.mark, hash });
    return hash;
  }

  /** @returns whether the relay has everything now, as far as it has room */
  async function compare(): Promise<boolean> {
    stale = false;
    const list = listPages();
    const entries: (ListedPage & { hash: string })[] = [];
    for (const entry of list) {
      const hash = await hashOf(entry);
      if (hash) entries.push({ ...entry, hash });
    }
    // Pages were read before and after a change: one may link to another that no longer exists.
    if (stale) return false;
    const mine = nextGeneration();
    // The relay may have received the list even if its answer is lost.
    entries.forEach((entry) => known.set(nameOf(entry), entry));
    const said = entries.map(({ path, lang, hash }) => ({ path, lang, hash }));
    const answer = await client.declare({ generation: mine, entries: said });
    if ("generation" in answer) return adoptGeneration(answer);
    known = new Map(entries.map((entry) => [nameOf(entry), entry]));
    const lacking = answer.lacks.flatMap((rank) =>
      entries[rank] ? [{ ...entries[rank], rank }] : []
    );
    const sent = await uploadMissing(lacking, mine, { read, put: client.put, stop: () => stopped });
    sent.changed.forEach((key) => hashes.delete(nameOf(key)));
    if (sent.outdated !== undefined) return adoptGeneration({ generation: sent.outdated });
    full = sent.full;
    return !stale;
  }

  function adoptGeneration(by: { generation: number }): boolean {
    generation = Math.max(generation, by.generation);
    stale = true;
    return false;
  }

  async function refreshAll(): Promise<void> {
    await shop.ready;
    await withdrawAll();
    while (!await compare() && !stopped);
    syncedAt = clock.now();
    failing = null;
  }

  function refresh(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    return running ??= refreshAll().finally(() => running = null);
  }

  /** Does not wait for a refresh: the relay refuses from now on what that is about to send. */
  function withdrawAll(): Promise<void> {
    return withdrawing ??= withdrawPending().finally(() => withdrawing = null);
  }

  async function withdrawPending(): Promise<void> {
    while (withdrawn.size > 0) {
      const keys = [...withdrawn.values()];
      const answer = await client.withdraw({
        generation: nextGeneration(),
        keys: keys.slice(0, SNAPSHOTS_MAX).map(({ path, lang }) => ({ path, lang })),
      });
      generation = Math.max(generation, answer.generation);
      for (const key of keys) {
        withdrawn.delete(nameOf(key));
        known.delete(nameOf(key));
      }
    }
  }

  function schedule(delayMs: number): void {
    if (stopped) return;
    cancelTimer?.();
    cancelTimer = timer.after(delayMs, () => void attempt(refresh));
  }

  async function attempt(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      const retryMs = failing ? Math.min(failing.retryMs * 2, RETRY_MS_MAX) : RETRY_MS_MIN;
      failing = { since: failing?.since ?? clock.now(), retryMs };
      log.warn("snapshots_failed", { error, retryMs });
      schedule(retryMs);
    }
  }

  function onShopChange(): void {
    stale = true;
    const now = new Set(listPages().map(nameOf));
    const gone = [...known].filter(([name]) => !now.has(name));
    if (gone.length === 0) {
      if (!failing && !cancelTimer) schedule(syncedAt === null ? 0 : TOGETHER_MS);
      return;
    }
    // Lists contain the deleted items.
    const lists = [...known].filter(([, { isList }]) => isList);
    for (const [name, { path, lang }] of [...gone, ...lists]) withdrawn.set(name, { path, lang });
    void attempt(async () => {
      await withdrawAll();
      await refresh();
    });
  }

  return {
    refresh,
    state: () => ({
      syncedAt,
      entries: known.size,
      full,
      failing: failing && { since: failing.since },
    }),
    start() {
      unsubscribe = shop.onChange(onShopChange);
      schedule(0);
    },
    connected: () => schedule(0),
    async stop() {
      unsubscribe?.();
      cancelTimer?.();
      const isOld = syncedAt !== null && clock.now() - syncedAt > CONFIRM_MS;
      if (((isOld || stale) && !failing) || withdrawn.size > 0) await attempt(refresh);
      stopped = true;
      cancelTimer?.();
      await Promise.allSettled([running, withdrawing]);
    },
  };
}

const IMAGE = /^\/shop\/images\/([0-9a-f]{64})\.\w+$/;
const nameOf = ({ path, lang }: SnapshotKey): string => `${path} ${lang}`;
