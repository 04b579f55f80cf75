/** Limits of one request, one visitor and all visitors. */

export const HEADER_BYTES_MAX = 16 * 1024;
export const HEADERS_MAX = 100;
/**
 * From the first byte of a connection, or from the end of the last response, to the end of the next request's
 * headers.
 */
export const HEADERS_MS_MAX = 10_000;
/** Idle time of a connection. */
export const IDLE_MS_MAX = 65_000;
export const BODY_BYTES_MAX = 100 * 1024 * 1024;
/** Slower senders are refused, except while home does not read. */
export const BODY_BYTES_PER_SECOND_MIN = 1_024;
/** How long a sender may be too slow, and a reader may read nothing. */
export const SLOW_MS_MAX = 10_000;
export const STUCK_MS_MAX = 30_000;

export interface ConcurrencyLimit {
  /** @returns how to leave again, or null at the limit */
  enter(visitor: string): (() => void) | null;
  inside(): number;
}

/** Limits the requests in flight, in all and per visitor. */
export function createConcurrencyLimit(most: number, mostOfOne: number): ConcurrencyLimit {
  const visitors = new Map<string, number>();
  let inside = 0;
  return {
    enter(visitor) {
      const own = visitors.get(visitor) ?? 0;
      if (inside >= most || own >= mostOfOne) return null;
      inside++;
      visitors.set(visitor, own + 1);
      return () => {
        inside--;
        const left = visitors.get(visitor)! - 1;
        if (left === 0) visitors.delete(visitor);
        else visitors.set(visitor, left);
      };
    },
    inside: () => inside,
  };
}
