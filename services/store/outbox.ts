/** Which records changed since somebody carried them elsewhere: a mark a record, written with the change. */
import { OUTBOX, outboxKey, RECORDS } from "./layout.ts";
import { ATOMIC_CHECKS_MAX, ATOMIC_MUTATIONS_MAX, type Store } from "./port.ts";

/** Names a record, not its value: carrying it twice, late, or in another order does no harm. */
export interface OutboxMark {
  readonly collection: string;
  readonly id: string;
  readonly removed: boolean;
  /** When the record changed last. */
  readonly at: number;
  readonly stamp: string;
}

export interface Outbox {
  list(limit: number): Promise<OutboxMark[]>;
  /** Forgets the marks, but for those whose record changed again meanwhile. */
  done(marks: readonly OutboxMark[]): Promise<void>;
  /** Marks every record there is: for a copy that must be made from the beginning. */
  markAll(at: number): Promise<void>;
}

export function createOutbox(store: Store): Outbox {
  async function forget(marks: readonly OutboxMark[]): Promise<boolean> {
    const keys = marks.map(({ collection, id }) => [...OUTBOX, collection, id]);
    const checks = marks.map(({ stamp }, at) => ({ key: keys[at]!, stamp }));
    return await store.atomic({ checks, deletes: keys }) !== null;
  }

  return {
    async list(limit) {
      const { entries } = await store.list({ prefix: OUTBOX }, { limit });
      return entries.map(({ key, value, stamp }) => {
        const { at, removed = false } = value as { at: number; removed?: boolean };
        return { collection: String(key[1]), id: String(key[2]), removed, at, stamp };
      });
    },
    async done(marks) {
      for (let at = 0; at < marks.length; at += ATOMIC_CHECKS_MAX) {
        const group = marks.slice(at, at + ATOMIC_CHECKS_MAX);
        if (await forget(group)) continue;
        for (const mark of group) await forget([mark]);
      }
    },
    async markAll(at) {
      let cursor: string | undefined;
      do {
        const page = await store.list({ prefix: RECORDS }, {
          limit: ATOMIC_MUTATIONS_MAX,
          ...cursor !== undefined && { cursor },
        });
        const sets = page.entries.map(({ key: [, collection, id] }) => ({
          key: outboxKey(String(collection), String(id)),
          value: { at },
        }));
        if (sets.length > 0) await store.atomic({ sets });
        cursor = page.cursor;
      } while (cursor !== undefined);
    },
  };
}
