/** Caches rendered pages, which are the same for all visitors, until the shop changes. */
import { createHash } from "node:crypto";

interface CachedPage {
  readonly text: string;
  /** Names its content. */
  readonly etag: string;
}

interface PageCache {
  /** @param revision of what it shows */
  page(key: string, revision: number, make: () => string): CachedPage;
}

const PAGES_MAX = 400;
const ETAG_CHARS = 24;

export function createPageCache(): PageCache {
  const kept = new Map<string, CachedPage & { revision: number }>();
  return {
    page(key, revision, make) {
      const known = kept.get(key);
      kept.delete(key);
      const page = known?.revision === revision ? known : { ...named(make()), revision };
      // The one used last stands last; the first goes.
      kept.set(key, page);
      if (kept.size > PAGES_MAX) kept.delete(kept.keys().next().value!);
      return page;
    },
  };
}

function named(text: string): CachedPage {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, ETAG_CHARS);
  return { text, etag: `"${hash}"` };
}
