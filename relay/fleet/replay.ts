/** Fly's proxy takes a request to another machine when it is answered with one header. */
import { Readable } from "node:stream";
import type { OriginRequest, OriginResponse } from "../origin.ts";
import type { Holder } from "./holder.ts";

/** It keeps no more of a body than this, to give it once more. */
const REPLAYED_BYTES_MAX = 1_000_000;
/** How long it tries before it brings the request back. */
const TRIES_SECONDS = 2;

export function isReplayable({ body, headers }: OriginRequest): boolean {
  if (!body) return true;
  const said = headers["content-length"];
  return typeof said === "string" && Number(said) <= REPLAYED_BYTES_MAX;
}

export function replayTo({ machine }: Holder): OriginResponse {
  const where = `instance=${machine};timeout=${TRIES_SECONDS}s;fallback=prefer_self`;
  return {
    status: 204,
    headers: { "fly-replay": where, "cache-control": "no-store" },
    body: Readable.from([]),
    isWhole: () => true,
  };
}
