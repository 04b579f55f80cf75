/** Reads a page of our own as a stranger would: without a cookie, and only if it is for everybody. */
import type { SnapshotKey } from "../../relay/protocol/snapshots.ts";

export interface PublicPage {
  /** As the answer's header says it. */
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * @param ask the app itself
 * @param base the public address, which stands in the pages: "https://host"
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
    if (status !== 200 || headers.has("set-cookie") || !isForAll(headers)) {
      await answer.body?.cancel();
      return null;
    }
    return { type: headers.get("content-type") ?? "", body: await answer.bytes() };
  };
}

const isForAll = (headers: Headers): boolean =>
  /(?:^|,)\s*public\b/.test(headers.get("cache-control") ?? "");
