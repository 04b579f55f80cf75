/**
 * Fits the relay's connection limits into the system's limit of open files. Each connection is an open file,
 * and a request may need one more; a process without free files accepts no connection.
 */
export interface ConnectionLimits {
  /** Open at once. */
  readonly connectionsMax: number;
  /** In flight at once, of all visitors. */
  readonly requestsMax: number;
}

/** Databases, log, modules, and connections accepted in a burst before the limit is noticed. */
const OTHER_FILES = 300;
/** Share of the files for requests where files are few. */
const REQUEST_SHARE = 0.2;
const CONNECTIONS_MIN = 100;

/** With fewer files too few connections would be left. */
export const OPEN_FILES_MIN = (OTHER_FILES + CONNECTIONS_MIN) / (1 - REQUEST_SHARE);

/**
 * Lowers the wanted limits to what the files allow.
 * @param openFiles null where it is unknown: nothing is lowered then
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
