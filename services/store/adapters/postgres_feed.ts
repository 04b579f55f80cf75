/** What was written, as told to whoever watches: by PostgreSQL's own notices, so that nobody polls. */
import type { Sql } from "postgres";
import { readKey } from "../key_bytes.ts";
import type { Key } from "../port.ts";

const CHANNEL = "store";
/** PostgreSQL takes less than 8,000 bytes a notice. */
const NOTICE_CHARS_MAX = 7_900;

type Foreign = (keys: readonly Key[] | null) => void;

/** Who wrote, then the keys, as many notices as it takes. */
export function noticesOf(author: string, keys: readonly string[]): string[] {
  const notices: string[] = [];
  let notice = author;
  for (const key of keys) {
    if (notice.length + 1 + key.length > NOTICE_CHARS_MAX) {
      notices.push(notice);
      notice = author;
    }
    notice += ` ${key}`;
  }
  return notice === author ? notices : [...notices, notice];
}

export async function createFeed(sql: Sql) {
  const name = crypto.randomUUID();
  const foreigners = new Set<Foreign>();
  const wakers = new Set<(keys: readonly string[] | null) => void>();
  const hear = (notice: string) => {
    const [author, ...keys] = notice.split(" ");
    for (const wake of wakers) wake(keys);
    if (author === name) return;
    const told = keys.map(readKey).filter((key) => key !== null);
    for (const foreigner of foreigners) foreigner(told);
  };
  let begun = false;
  // Called again when the connection was lost and is back: nobody knows what was missed.
  const listening = () => {
    if (!begun) return void (begun = true);
    for (const wake of wakers) wake(null);
    for (const foreigner of foreigners) foreigner(null);
  };
  const { unlisten } = await sql.listen(CHANNEL, hear, listening);

  return {
    name,
    onForeignChange(foreigner: Foreign): () => void {
      foreigners.add(foreigner);
      return () => void foreigners.delete(foreigner);
    },
    /** Yields at once, then whenever one of the keys (in hex) was written. */
    async *touching(keys: readonly string[], signal: AbortSignal): AsyncGenerator<void> {
      let turn = Promise.withResolvers<void>();
      const wake = (written: readonly string[] | null) => {
        if (!written || keys.some((key) => written.includes(key))) turn.resolve();
      };
      const stop = () => turn.resolve();
      wakers.add(wake);
      signal.addEventListener("abort", stop, { once: true });
      try {
        while (!signal.aborted) {
          yield;
          if (!signal.aborted) await turn.promise;
          turn = Promise.withResolvers<void>();
        }
      } finally {
        wakers.delete(wake);
        signal.removeEventListener("abort", stop);
      }
    },
    close: unlisten,
  };
}
