/** Which snapshot a request asks for: its path and its language; nothing else of it counts. */
import {
  isPublicPath,
  languagesOf,
  type SnapshotKey,
  type SnapshotLanguage,
} from "../protocol/snapshots.ts";

/** `null` for what the public never asks for, or does not only want to see. */
export function keyOf({ method, url, headers }: Request): SnapshotKey | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const { pathname, searchParams } = new URL(url);
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  if (!isPublicPath(path)) return null;
  const known = languagesOf(path);
  const lang = known.find((known) => known === "" || known === searchParams.get("lang")) ??
    preferred(headers.get("accept-language") ?? "");
  return { path, lang };
}

/** The first of the two in the order of preference; Italian when neither is there. */
function preferred(header: string): SnapshotLanguage {
  const wanted = header.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const q = parameters.find((parameter) => parameter.trim().startsWith("q="));
    return { language: tag.split("-")[0], q: q === undefined ? 1 : Number(q.split("=")[1]) };
  }).filter(({ language, q }) => q > 0 && (language === "it" || language === "en"))
    .sort((a, b) => b.q - a.q);
  return wanted[0]?.language === "en" ? "en" : "it";
}
