/** The pause before a failed job is retried. */

const FIRST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;

/**
 * Doubles with each attempt. Half of it is random, so that jobs that failed together are not retried together.
 * @param attempt runs so far, from 1
 * @param random from 0 to 1
 */
export function backOffMs(attempt: number, random: () => number): number {
  const whole = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return Math.round(whole / 2 + whole / 2 * random());
}
