/** Reads a page of the app as an anonymous visitor, and only if it is public. */
import type { SnapshotKey } from "../../relay/protocol/snapshots.ts";

export interface PublicPage {
  /** The value of the content-type header. */
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * @param ask the app
 * @param base the public address, which the pages contain: "https://host"
 */
export function createPublicPageReader(
  ask: (request: Request) => Response | Promise<Response>,
  base: string,
): (key: SnapshotKey) => Promise<PublicPage | null> {
  return async ({ path, lang }) => {
    const url = new URL(path, base);
    if (lang) url.searchParams.set("lang", lang);
    const answer = await ask(new Request(url, { headers: { host: url.host } }));
    const { status, headers } = answer;
    if (status !== 200 || headers.has("set-cookie") || !isPublic(headers)) {
      await answer.body?.cancel();
      return null;
    }
    return { type: headers.get("content-type") ?? "", body: await answer.bytes() };
  };
}

const isPublic = (headers: Headers): boolean =>
  /(?:^|,)\s*public\b/.test(headers.get("cache-control") ?? "");
