/** What the system says about files, in words of ours. */
import { unavailable } from "../base/errors.ts";

/** A full disk is a sentence for the seller; anything else stays what it was. */
export function diskFailure(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const full = code === "ENOSPC" || code === "EDQUOT";
  return full ? unavailable("common.disk_full", {}, error) : error;
}
