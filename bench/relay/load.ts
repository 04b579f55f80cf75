/**
 * Many visitors on a few connections that stay open, each asking again as soon as it was answered. Runs in the
 * bench's own process, which does nothing else meanwhile; where `wrk` is there, that asks for a crowd, since it costs
 * less. Not for one visitor: it counts a slow answer once for each that could have been asked for meanwhile, which
 * with one connection says nothing of how long anybody waited.
 */
import { findServer } from "../../tests/support/server_paths.ts";
import { percentile } from "../timing.ts";
import { openVisit } from "./visit.ts";
import { visitors } from "./visitors.ts";
import { wrkLoad } from "./wrk.ts";
import type { Load, LoadOptions } from "./loaded.ts";

/** Where Nagle's algorithm and a delayed acknowledgement wait for each other. */
const NAGLE_MS = 40;
const WRK = findServer("wrk");
export const LOADED_BY = WRK ? "wrk" : "own connections";

export const load = (options: LoadOptions): Promise<Load> =>
  WRK && options.connections > 1 ? wrkLoad(WRK, options) : ownLoad(options);

async function ownLoad({ port, path, connections, seconds }: LoadOptions): Promise<Load> {
  const requests = visitors((client) =>
    `GET ${path} HTTP/1.1\r\nhost: bench\r\nfly-client-ip: ${client}\r\n\r\n`
  );
  const end = performance.now() + seconds * 1_000;
  return await loadOf(port, connections, () => performance.now() < end ? requests() : null);
}

/** @param next what is asked next; `null`: no more */
export async function loadOf(
  port: number,
  connections: number,
  next: () => Uint8Array | null,
): Promise<Load> {
  const times: number[] = [];
  let failures = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, async () => {
    using visit = await openVisit(port);
    for (let request = next(); request; request = next()) {
      const asked = performance.now();
      const { status } = await visit.ask(request);
      times.push(performance.now() - asked);
      if (status < 200 || status > 299) failures++;
    }
  }));
  return {
    requests: times.length,
    seconds: (performance.now() - begun) / 1_000,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    shareOver40Ms: times.filter((ms) => ms >= NAGLE_MS).length / times.length,
    failures,
  };
}
