/** Answers with a file that never changes under its address: the tag is its SHA-256. */
import type { Context } from "hono";
import type { PhotoFile } from "../../services/photos/mod.ts";

export async function answerStoredFile(
  c: Context,
  file: PhotoFile,
  headers: Record<string, string> = {},
): Promise<Response | null> {
  const etag = `"${file.sha}"`;
  const tagged = { ...headers, etag };
  if (matchesTag(c.req.header("if-none-match"), etag)) return c.body(null, 304, tagged);
  const stream = await file.stream();
  return stream && c.body(stream, 200, { ...tagged, "content-type": file.type });
}

/** `If-None-Match` holds a star or a list of tags; weak ones count, since a compressed answer has the same content. */
export function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}
