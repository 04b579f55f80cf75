/** Where requests go: home, by whichever way it is reached. Everything above this port does not know which. */
import type { Readable } from "node:stream";
import type { AbortSignalLike } from "../shared/lazy_abort.ts";

/** Names in lower case. */
export type OriginHeaders = Record<string, string | string[]>;

export interface OriginRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Under which name the relay was asked. */
  readonly host: string;
  readonly headers: OriginHeaders;
  readonly body: Readable | null;
}

export interface OriginResponse {
  readonly status: number;
  readonly headers: OriginHeaders;
  /** Who does not want it must destroy it. */
  readonly body: Readable;
  /** Asked at its end, after so many bytes: a stream that was broken off ends like any other. */
  readonly isComplete: (bytes: number) => boolean;
}

export interface Origin {
  /** @throws OriginFailure while there is no answer yet */
  fetch(request: OriginRequest, signal: AbortSignalLike): Promise<OriginResponse>;
  state(): OriginState;
  /** Lets what runs come to its end for so long, then cuts it. */
  close(withinMs: number): Promise<void>;
}

export interface OriginState {
  readonly way: "tunnel" | "cloudflared";
  /** `silent`: connected, and does not answer now. `unknown`: it is not asked unless somebody needs it. */
  readonly home: "here" | "silent" | "away" | "unknown";
  /** Milliseconds since 1970; since when it is so, where that is known. */
  readonly since: number | null;
  readonly underWay: number;
}

/** Why there is no answer: home is away; it was there and fell silent or left; it took too long; nobody waits any more. */
export type Absence = "away" | "silent" | "lost" | "late" | "cancelled";

export class OriginFailure extends Error {
  override readonly name = "OriginFailure";

  constructor(readonly absence: Absence, options?: ErrorOptions) {
    super(`no answer from home: ${absence}`, options);
  }
}

/** How long a home that lives may take to begin its answer. */
export const RESPONSE_START_MS_MAX = 60_000;
