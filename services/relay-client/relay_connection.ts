/** The port of a connection to the relay, after both ends have proved themselves. */
import type { Duplex } from "node:stream";

export interface RelayConnection {
  /** HTTP/2 runs in it; the relay asks. */
  readonly duplex: Duplex;
  /** How many bytes came in so far. */
  receivedBytes(): number;
  /** Asks for a sign of life. */
  ping(): void;
  /** Wants no new requests; the relay hangs up when those under way have ended. */
  leave(): void;
  hangUp(code: number, why: string): void;
  /** At once: nobody hears a goodbye. */
  drop(): void;
  readonly closed: Promise<CloseReason>;
}

export interface CloseReason {
  readonly code: number;
  readonly why: string;
}

/** @throws DialFailure */
export type Dial = () => Promise<RelayConnection>;

/** `unreachable` passes by itself; the others need somebody to change a setting or a version. */
export type DialProblem = "unreachable" | "wrong_key" | "other_version" | "not_a_relay";

export class DialFailure extends Error {
  override readonly name = "DialFailure";

  constructor(readonly problem: DialProblem, why: string, options?: ErrorOptions) {
    super(why, options);
  }
}
