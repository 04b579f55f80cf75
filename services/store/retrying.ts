/** Trying again after a conflict with another writer. */
import { isFailure } from "../base/errors.ts";

const ATTEMPTS_MAX = 10;

/**
 * Runs `attempt`, which reads, decides and commits, again from its beginning when its commit met a conflict. Each
 * conflict means that another change was written, so there is nothing to wait for. Any other failure, also a conflict
 * with another key than `common.conflict`, is passed on at once.
 */
export async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const again = isFailure(error, "conflict") && error.key === "common.conflict";
      if (!again || tries === ATTEMPTS_MAX) throw error;
    }
  }
}
