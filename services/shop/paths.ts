/** The shop's addresses below its own: readable, and the filters are part of the path, so that each page has one. */
const CLOSET =
  /^(?:\/kind\/([a-z0-9._-]{1,80}))?(?:\/size\/([a-z0-9-]{1,40}))?(?:\/page\/([2-9]|[1-9]\d{1,3}))?$/;
const GOOD = /^\/(\d{1,9})(?:-[a-z0-9-]*)?$/;

export interface ClosetQuery {
  readonly kind?: string;
  readonly size?: string;
  /** From 1. */
  readonly page: number;
}

export function closetPath({ kind, size, page = 1 }: Partial<ClosetQuery> = {}): string {
  return (kind === undefined ? "" : `/kind/${kind}`) + (size === undefined ? "" : `/size/${size}`) +
    (page > 1 ? `/page/${page}` : "");
}

/** `null` where the path is another's. */
export function parseClosetPath(path: string): ClosetQuery | null {
  const found = CLOSET.exec(path);
  if (!found) return null;
  const [, kind, size, page = "1"] = found;
  return { ...(kind && { kind }), ...(size && { size }), page: Number(page) };
}

export const publicItemPath = ({ slug }: { readonly slug: string }): string => `/${slug}`;

/** The item's number, whatever it was called when the link was made. */
export function parseItemNumber(path: string): number | null {
  const found = GOOD.exec(path);
  return found ? Number(found[1]) : null;
}

export const displayPath = ({ sha }: { readonly sha: string }): string => `/images/${sha}.jpg`;
export const thumbPath = ({ sha }: { readonly sha: string }): string => `/images/${sha}.webp`;
