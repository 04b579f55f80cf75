/** So many visitors that none of them asks more often than the relay lets one person ask. */
const VISITORS = 4_096;
const PER_BLOCK = 256;
const encoder = new TextEncoder();

/** Of a network that was set aside for such measuring (RFC 2544). @param n from 0 */
export const addressOf = (n: number): string =>
  `198.18.${Math.floor(n / PER_BLOCK) % PER_BLOCK}.${n % PER_BLOCK}`;

/** @returns gives the next visitor's request, again and again */
export function visitors(request: (client: string) => string): () => Uint8Array {
  const all = Array.from({ length: VISITORS }, (_, n) => encoder.encode(request(addressOf(n))));
  let at = 0;
  return () => all[at++ % VISITORS]!;
}
