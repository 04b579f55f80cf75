/** Time and new names, both of which a test can hold still. */
import { monotonicFactory } from "ulid";

/** Gives the time in milliseconds since 1970, UTC. Services get the time only from here, so that tests can hold it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock for tests that moves only on request. */
export interface HeldClock extends Clock {
  advance(ms: number): void;
}

export function heldClock(start = Date.UTC(2026, 0, 15, 9)): HeldClock {
  let now = start;
  return { now: () => now, advance: (ms) => void (now += ms) };
}

/** Makes ULIDs: 26 characters, sorted by time of making, never twice the same in one process. */
export type NewId = () => string;

export function createNewId(clock: Clock): NewId {
  const next = monotonicFactory();
  return () => next(clock.now());
}
