/**
 * Each connection is a file to the system, and a request may take one more. A program that has none left can accept
 * nobody, so what the relay takes at once must stay below what the system lets it open.
 */
export interface ConnectionLimits {
  /** At once. */
  readonly connectionsMax: number;
  /** At once, of all visitors. */
  readonly requestsMax: number;
}

/** The databases, the log, modules, and connections that are accepted in a rush before the limit is noticed. */
const OTHER_FILES = 300;
/** Where files are few, so large a part of them is for requests. */
const REQUEST_SHARE = 0.2;
const CONNECTIONS_MIN = 100;

/** Fewer would leave too little for connections. */
export const OPEN_FILES_MIN = (OTHER_FILES + CONNECTIONS_MIN) / (1 - REQUEST_SHARE);

/**
 * Lowers what was wanted to what the files allow.
 * @param openFiles how many may be open; null where that is not known: then nothing is lowered
 * @returns null where even a small relay would run out of files
 */
export function fitIntoFileLimit(
  wanted: ConnectionLimits,
  openFiles: number | null,
): ConnectionLimits | null {
  if (openFiles === null) return wanted;
  const { connectionsMax, requestsMax } = wanted;
  if (connectionsMax + requestsMax + OTHER_FILES <= openFiles) return wanted;
  if (openFiles < OPEN_FILES_MIN) return null;
  const requests = Math.min(requestsMax, Math.floor(openFiles * REQUEST_SHARE));
  return {
    requestsMax: requests,
    connectionsMax: Math.min(connectionsMax, openFiles - requests - OTHER_FILES),
  };
}
