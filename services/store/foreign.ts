/** What other processes wrote to the same store, told in the same words as what was written here. */
import type { Logger } from "../base/log.ts";
import type { RecordChange } from "./change.ts";
import type { Collection, Row } from "./collection.ts";
import { recordsOf } from "./layout.ts";
import type { Key, Store } from "./port.ts";

interface ForeignContext {
  readonly store: Store;
  readonly log: Logger;
  /** Only what this process has asked for can be read: its collections say how. */
  collection(name: string): Collection<unknown> | undefined;
  get(c: Collection<unknown>, id: string): Promise<Row<unknown> | null>;
  tell(changes: readonly RecordChange[]): void;
  missed(): Promise<void>;
}

const [RECORD] = recordsOf("");

export function followForeign(context: ForeignContext): void {
  const { store, log, missed } = context;
  // One after the other: a later change must not be overtaken by an earlier one.
  let turn = Promise.resolve();
  store.onForeignChange((keys) => {
    turn = turn.then(async () => {
      if (keys === null) return await missed();
      const changes = await Promise.all(keys.map((key) => changeOf(context, key)));
      const ours = changes.filter((change) => change !== null);
      if (ours.length > 0) context.tell(ours);
    }).catch((error) => log.error("store.foreign_change_failed", { error }));
  });
}

async function changeOf(context: ForeignContext, key: Key): Promise<RecordChange | null> {
  const [kind, name, id] = key.map(String);
  if (kind !== RECORD || name === undefined || id === undefined) return null;
  const c = context.collection(name);
  if (!c) return null;
  const row = await context.get(c, id);
  return { collection: name, id, kind: row ? "put" : "removed", row };
}
