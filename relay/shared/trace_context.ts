/**
 * W3C Trace Context (https://www.w3.org/TR/trace-context/): one id for a request in the logs of every program that it
 * passes. It is random, and says nothing of anybody.
 */
export const TRACEPARENT = "traceparent";
/** Vendor data, meaningless without the `traceparent` of the same request. */
export const TRACESTATE = "tracestate";

const FORMAT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const FORBIDDEN_VERSION = "ff";
const OWN_VERSION = "00";
const NOT_SAMPLED = "00";
const TRACE_ID_BYTES = 16;
const PARENT_ID_BYTES = 8;
const ZEROS = /^0+$/;

/** @returns the header as this version writes it, or null for one that must not be passed on */
export function readTraceparent(header: string | null | undefined): string | null {
  const [, version, traceId, parentId, flags, more] = FORMAT.exec(header ?? "") ?? [];
  if (!version || !traceId || !parentId || version === FORBIDDEN_VERSION) return null;
  // Only later versions may have further fields.
  if (version === OWN_VERSION && more !== undefined) return null;
  if (ZEROS.test(traceId) || ZEROS.test(parentId)) return null;
  return `${OWN_VERSION}-${traceId}-${parentId}-${flags}`;
}

export function newTraceparent(): string {
  const random = crypto.getRandomValues(new Uint8Array(TRACE_ID_BYTES + PARENT_ID_BYTES)).toHex();
  const traceId = random.slice(0, 2 * TRACE_ID_BYTES);
  return `${OWN_VERSION}-${traceId}-${random.slice(2 * TRACE_ID_BYTES)}-${NOT_SAMPLED}`;
}

/** @param traceparent as returned by `readTraceparent` */
export const traceIdOf = (traceparent: string): string => traceparent.split("-")[1]!;
