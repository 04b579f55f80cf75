/** Finds the snapshot that a request asks for, by its path and language alone. */
import { languageOf } from "../ingress/error_texts.ts";
import { isPublicPath, languagesOf, type SnapshotKey } from "../protocol/snapshots.ts";

/** @returns null for other methods than GET and HEAD, and for paths that are not public */
export function keyOf({ method, url, headers }: Request): SnapshotKey | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const { pathname, searchParams } = new URL(url);
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  if (!isPublicPath(path)) return null;
  const known = languagesOf(path);
  const lang = known.find((known) => known === "" || known === searchParams.get("lang")) ??
    languageOf(headers.get("accept-language") ?? "");
  return { path, lang };
}
