/** A revision by which a page finds out whether a job has ended since it was rendered. */
import type { Jobs } from "../../services/jobs/mod.ts";

/** Changes with each job that ends or fails, and with each start of the app. */
export type JobRevision = () => string;

const CHANGES_PAGES = /^(done|dead|cancelled|failed)$/;

export function createJobRevision({ onUpdate }: Pick<Jobs, "onUpdate">): JobRevision {
  const start = crypto.randomUUID();
  let count = 0;
  onUpdate(({ state }) => {
    if (CHANGES_PAGES.test(state)) count++;
  });
  return () => `${start}.${count}`;
}
