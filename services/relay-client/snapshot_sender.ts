/**
 * Keeps the relay's copy of the public shop true: what changed is sent soon, what is withdrawn is taken away at
 * once, and after a time apart the whole list is compared again.
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
import { type Listed, packed, sendLacking, type SnapshotClient } from "./snapshot_upload.ts";

export type { SnapshotClient };

interface SnapshotSenderOptions {
  readonly shop: Pick<Shop, "ready" | "addresses" | "onChange">;
  /** What a stranger sees there; `null` where it is nothing to be kept. */
  readonly read: (key: SnapshotKey) => Promise<PublicPage | null>;
  /** What the pages need besides: styles and storedWebhooks, below the shop's address. */
  readonly assets: readonly string[];
  readonly client: SnapshotClient;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Logger;
}

interface SnapshotsState {
  /** When the relay was last known to show just what the shop shows. */
  readonly syncedAt: number | null;
  readonly entries: number;
  /** There is no room for all of it. */
  readonly full: boolean;
  readonly failing: { readonly since: number } | null;
}

export interface SnapshotSender {
  start(): void;
  /** Whenever the relay can be reached again. */
  connected(): void;
  /** Compares and sends until both are even. @throws Failure when the relay cannot be reached */
  refresh(): Promise<void>;
  state(): SnapshotsState;
  /** Says once more that it is so, then stops. */
  stop(): Promise<void>;
}

/** Somebody who changes one price changes the next. */
const TOGETHER_MS = 2_000;
const RETRY_MS_MIN = 5_000;
const RETRY_MS_MAX = 10 * 60_000;
/** More often need not be said that nothing changed. */
const CONFIRM_MS = 10 * 60_000;

export function createSnapshotSender(needs: SnapshotSenderOptions): SnapshotSender {
  const { shop, read, assets, client, clock, timer, log } = needs;
  /** What each address said when it was last read, by what it said it of. */
  const hashes = new Map<string, { mark: string; hash: string }>();
  /** What may lie at the relay. */
  let known = new Map<string, Listed>();
  const withdrawn = new Map<string, SnapshotKey>();
  let generation = 0;
  let stale = true;
  let full = false;
  let syncedAt: number | null = null;
  let failing: { since: number; retryMs: number } | null = null;
  let callOff: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let withdrawing: Promise<void> | null = null;
  let stopHearing: (() => void) | null = null;
  let stopped = false;

  const nextGeneration = () => generation = Math.max(clock.now(), generation + 1);

  function listNow(): Listed[] {
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

  async function hashOf(entry: Listed): Promise<string | null> {
    const [, named] = IMAGE.exec(entry.path) ?? [];
    if (named) return named;
    const before = hashes.get(nameOf(entry));
    if (before?.mark === entry.mark) return before.hash;
    const page = await read(entry);
    if (!page) return null;
    const { hash } = await packed(page);
    hashes.set(nameOf(entry), { mark: entry.mark, hash });
    return hash;
  }

  /** @returns whether the relay has all of it now, as far as there is room */
  async function compare(): Promise<boolean> {
    stale = false;
    const list = listNow();
    const entries: (Listed & { hash: string })[] = [];
    for (const entry of list) {
      const hash = await hashOf(entry);
      if (hash) entries.push({ ...entry, hash });
    }
    // Some of it was read before a change and some after it: one page may name what another no longer has.
    if (stale) return false;
    const mine = nextGeneration();
    // Even if the answer gets lost it may be there.
    entries.forEach((entry) => known.set(nameOf(entry), entry));
    const said = entries.map(({ path, lang, hash }) => ({ path, lang, hash }));
    const answer = await client.declare({ generation: mine, entries: said });
    if ("generation" in answer) return overtaken(answer);
    known = new Map(entries.map((entry) => [nameOf(entry), entry]));
    const lacking = answer.lacks.flatMap((rank) =>
      entries[rank] ? [{ ...entries[rank], rank }] : []
    );
    const sent = await sendLacking(lacking, mine, { read, put: client.put, stop: () => stopped });
    sent.changed.forEach((key) => hashes.delete(nameOf(key)));
    if (sent.outdated !== undefined) return overtaken({ generation: sent.outdated });
    full = sent.full;
    return !stale;
  }

  function overtaken(by: { generation: number }): boolean {
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
    callOff?.();
    callOff = null;
    return running ??= refreshAll().finally(() => running = null);
  }

  /** Does not wait for a refresh: what that is about to send is refused from now on. */
  function withdrawAll(): Promise<void> {
    return withdrawing ??= takeAway().finally(() => withdrawing = null);
  }

  async function takeAway(): Promise<void> {
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

  function later(delayMs: number): void {
    if (stopped) return;
    callOff?.();
    callOff = timer.after(delayMs, () => void attempt(refresh));
  }

  async function attempt(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      const retryMs = failing ? Math.min(failing.retryMs * 2, RETRY_MS_MAX) : RETRY_MS_MIN;
      failing = { since: failing?.since ?? clock.now(), retryMs };
      log.warn("snapshots_failed", { error, retryMs });
      later(retryMs);
    }
  }

  function hear(): void {
    stale = true;
    const now = new Set(listNow().map(nameOf));
    const gone = [...known].filter(([name]) => !now.has(name));
    if (gone.length === 0) {
      if (!failing && !callOff) later(syncedAt === null ? 0 : TOGETHER_MS);
      return;
    }
    // Lists name what is gone.
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
      stopHearing = shop.onChange(hear);
      later(0);
    },
    connected: () => later(0),
    async stop() {
      stopHearing?.();
      callOff?.();
      const isOld = syncedAt !== null && clock.now() - syncedAt > CONFIRM_MS;
      if (((isOld || stale) && !failing) || withdrawn.size > 0) await attempt(refresh);
      stopped = true;
      callOff?.();
      await Promise.allSettled([running, withdrawing]);
    },
  };
}

const IMAGE = /^\/shop\/images\/([0-9a-f]{64})\.\w+$/;
const nameOf = ({ path, lang }: SnapshotKey): string => `${path} ${lang}`;
