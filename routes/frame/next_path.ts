/** The page after log-in: only one of this app. */
const SOMEWHERE = "http://house";

/** @returns the path, or `/` when it is missing or leads elsewhere */
export function nextPath(wanted: string | undefined): string {
  if (!wanted?.startsWith("/") || !URL.canParse(wanted, SOMEWHERE)) return "/";
  const { origin, pathname, search, hash } = new URL(wanted, SOMEWHERE);
  return origin === SOMEWHERE && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

/** @param isUnsaved a form came without a session: nothing of it was saved */
export function loginPath(next: string, isUnsaved = false): string {
  const query = new URLSearchParams([
    ...(next === "/" ? [] : [["next", next]]),
    ...(isUnsaved ? [["unsaved", ""]] : []),
  ]);
  return query.size === 0 ? "/login" : `/login?${query}`;
}
