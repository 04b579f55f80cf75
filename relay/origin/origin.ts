/** The port to home, independent of how home is reached. */
import type { Readable } from "node:stream";
import type { AbortSignalLike } from "../shared/lazy_abort.ts";

/** Names in lower case. */
export type OriginHeaders = Record<string, string | string[]>;

export interface OriginRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The host name of the visitor's request. */
  readonly host: string;
  readonly headers: OriginHeaders;
  readonly body: Readable | null;
}

export interface OriginResponse {
  readonly status: number;
  readonly headers: OriginHeaders;
  /** Callers that do not read the body must destroy it. */
  readonly body: Readable;
  /** Call it when the body ends, with the bytes read: an aborted stream also emits "end". */
  readonly isComplete: (bytes: number) => boolean;
}

export interface Origin {
  /** @throws OriginFailure while there is no answer yet */
  fetch(request: OriginRequest, signal: AbortSignalLike): Promise<OriginResponse>;
  state(): OriginState;
  /** Requests in flight may end within this time, then they are cut. */
  close(withinMs: number): Promise<void>;
}

export interface OriginState {
  readonly way: "tunnel" | "cloudflared";
  /** `silent`: connected, but not answering now. `unknown`: only a request can tell. */
  readonly home: "here" | "silent" | "away" | "unknown";
  /** Time of the last change in milliseconds since 1970, where known. */
  readonly since: number | null;
  readonly underWay: number;
}

/**
 * Why there is no response: home is not connected; it was and fell silent, or its connection broke; it took too
 * long; the visitor left.
 */
export type Absence = "away" | "silent" | "lost" | "late" | "cancelled";

export class OriginFailure extends Error {
  override readonly name = "OriginFailure";

  constructor(readonly absence: Absence, options?: ErrorOptions) {
    super(`no answer from home: ${absence}`, options);
  }
}

/** Time limit for the start of a response of a home that is alive. */
export const RESPONSE_START_MS_MAX = 60_000;
