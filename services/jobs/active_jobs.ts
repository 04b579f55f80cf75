/** An index of unfinished jobs in memory, kept up to date by the store's change feed. */
import type { Database, RecordChange } from "../store/mod.ts";
import { isActive, jobCollection, type JobRow } from "./job.ts";

export interface ActiveJobs {
  get(id: string): JobRow | undefined;
  /** The unfinished job with this key. */
  byKey(kind: string, key: string): JobRow | undefined;
  all(): Iterable<JobRow>;
  apply(change: RecordChange): void;
  /** Reads all of them again, after changes of other processes may have been missed. */
  reload(): Promise<void>;
}

export async function loadActiveJobs(db: Database): Promise<ActiveJobs> {
  const rows = new Map<string, JobRow>();
  const keys = new Map<string, string>();
  const slot = (kind: string, key: string) => JSON.stringify([kind, key]);

  function put(row: JobRow): void {
    const { id, kind, key } = row.value;
    rows.set(id, row);
    if (key !== undefined) keys.set(slot(kind, key), id);
  }

  function drop(id: string): void {
    const row = rows.get(id);
    if (!row) return;
    rows.delete(id);
    const { kind, key } = row.value;
    if (key !== undefined && keys.get(slot(kind, key)) === id) keys.delete(slot(kind, key));
  }

  async function reload(): Promise<void> {
    const found = new Set<string>();
    for (const state of ["waiting", "failed", "running"]) {
      for await (const row of db.each(jobCollection, { index: "state", prefix: [state] })) {
        found.add(row.id);
        put(row);
      }
    }
    for (const id of new Set(rows.keys()).difference(found)) drop(id);
  }

  await reload();
  return {
    reload,
    get: (id) => rows.get(id),
    byKey(kind, key) {
      const id = keys.get(slot(kind, key));
      return id === undefined ? undefined : rows.get(id);
    },
    all: () => rows.values(),
    apply({ id, row }) {
      const job = row as JobRow | null;
      // Notifications of two commits may arrive in the wrong order.
      if (job && job.stamp < (rows.get(id)?.stamp ?? "")) return;
      if (job && isActive(job.value)) put(job);
      else drop(id);
    },
  };
}
