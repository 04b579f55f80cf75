/**
 * Keeps typed, unsaved text on the device under the account's name. A device that forbids storage can still edit, but
 * nothing is restored there.
 */
import { DAY_MS } from "../../services/base/time.ts";

const PREFIX = "draft:";
/** Set by the log-out, which ends the writing of drafts in every open tab. */
const CLOSED = "drafts-closed";

export const DRAFT_AGE_MAX_MS = 14 * DAY_MS;
export const DRAFT_CHARS_MAX = 100_000;
const DRAFTS_MAX = 40;

interface Kept<V> {
  /** When it was typed, in milliseconds. */
  readonly at: number;
  readonly value: V;
}

export interface DraftSlot<V> {
  get(): Kept<V> | null;
  /** Does not store a value that is too long. */
  set(value: V): void;
  clear(): void;
}

let isClosed = false;
globalThis.document && addEventListener("storage", ({ key }) => isClosed ||= key === CLOSED);

/** @param name what the draft is of, the same at each visit */
export function draftSlot<V>(account: string, name: string): DraftSlot<V> {
  const key = `${PREFIX}${account}:${name}`;
  return {
    get: () => quietly(() => readKept<V>(key)),
    set(value) {
      const text = JSON.stringify({ at: Date.now(), value });
      if (isClosed) return;
      quietly(() =>
        text.length > DRAFT_CHARS_MAX
          ? localStorage.removeItem(key)
          : localStorage.setItem(key, text)
      );
    },
    clear: () => void quietly(() => localStorage.removeItem(key)),
  };
}

/** Removes what is too old, and the oldest of too many. */
export function tidyDrafts(): void {
  quietly(() => {
    const kept = keys().map((key) => ({ key, at: readKept(key)?.at ?? 0 }))
      .sort((a, b) => b.at - a.at);
    const oldest = Date.now() - DRAFT_AGE_MAX_MS;
    kept.forEach(({ key, at }, place) => {
      if (at < oldest || place >= DRAFTS_MAX) localStorage.removeItem(key);
    });
  });
}

/** After a log-out: whoever uses this device next finds nothing. */
export function forgetDrafts(): void {
  quietly(() => {
    for (const key of keys()) localStorage.removeItem(key);
    localStorage.setItem(CLOSED, String(Date.now()));
  });
}

const keys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

function readKept<V>(key: string): Kept<V> | null {
  const text = localStorage.getItem(key);
  return text === null ? null : JSON.parse(text);
}

function quietly<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
