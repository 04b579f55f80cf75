/** Several relay machines as one: any of them answers, whichever home has dialled. */
import type { Redis } from "ioredis";
import type { Origin } from "../origin.ts";
import type { Time } from "../protocol_pulse.ts";
import { createFleetOrigin, type FleetOrigin } from "./fleet_origin.ts";
import { createForwarder } from "./forward_http.ts";
import { type Arrived, type Hop, readHop } from "./hop.ts";
import { createRegistry, type Self } from "./registry.ts";
import { tell } from "./tell_http.ts";

export interface FleetOptions {
  readonly redis: Redis;
  readonly self: Self;
  /** This machine's own way home. */
  readonly local: Origin;
  /** Shared with home and with the other machines. */
  readonly key: string;
  /** Whether Fly's proxy stands before the relay. */
  readonly onFly: boolean;
  readonly time: Time;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Home dialled another machine after it dialled this one: what is still open here is the old connection. */
  readonly displaced?: () => void;
}

export interface Fleet {
  readonly origin: FleetOrigin;
  /** Home has dialled this machine. */
  held(): void;
  /** Home's connection to this machine is gone. */
  lost(): void;
  /** Says something to the machine that holds the tunnel. @returns `nobody`: no other machine does, as far as is known */
  tell(path: string): Promise<"heard" | "unheard" | "nobody">;
  /** To be asked before anything of a request is stripped; belongs into what `origin.fetch` is given. */
  hopOf(arrived: Arrived): Hop | null;
}

export function createFleet(options: FleetOptions): Fleet {
  const { key, self, onFly, now, time } = options;
  const registry = createRegistry(options);
  const forwarder = createForwarder(time);
  return {
    origin: createFleetOrigin({ ...options, registry, forwarder }),
    async tell(path) {
      const holder = await registry.other();
      if (!holder) return "nobody";
      if (await tell(holder, path, options)) return "heard";
      if (!await forwarder.isAlive(holder)) await registry.drop(holder);
      return "unheard";
    },
    held: registry.held,
    lost: registry.lost,
    hopOf: (arrived) => readHop({ key, machine: self.machine, onFly, now }, arrived),
  };
}
