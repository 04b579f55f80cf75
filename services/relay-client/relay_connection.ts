/** The port of an authenticated connection to the relay. */
import type { Duplex } from "node:stream";

export interface RelayConnection {
  /** HTTP/2 runs in it, with the relay as client. */
  readonly duplex: Duplex;
  /** Bytes received so far. */
  receivedBytes(): number;
  /** Sends a ping. */
  ping(): void;
  /** Asks for no new requests; the relay closes the tunnel when those in flight have ended. */
  leave(): void;
  hangUp(code: number, why: string): void;
  /** Closes at once, without a closing handshake. */
  drop(): void;
  readonly closed: Promise<CloseReason>;
}

export interface CloseReason {
  readonly code: number;
  readonly why: string;
}

/** @throws DialFailure */
export type Dial = () => Promise<RelayConnection>;

/** `unreachable` may pass by itself; the others need a change of a setting or a version. */
export type DialProblem = "unreachable" | "wrong_key" | "other_version" | "not_a_relay";

export class DialFailure extends Error {
  override readonly name = "DialFailure";

  constructor(readonly problem: DialProblem, why: string, options?: ErrorOptions) {
    super(why, options);
  }
}
