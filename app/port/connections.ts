/**
 * Keeps the open connections by phase, evicts one when a limit is reached, and closes those past their
 * deadline.
 */
import type { PortLimits } from "./limits.ts";

/**
 * `head`: the headers of a request are awaited; `handed`: they are on their way to the HTTP server; `busy`: a request
 * is being answered; `idle`: kept open, no further request has begun; `closing`: answered for the last time.
 */
type Phase = "head" | "handed" | "busy" | "idle" | "closing";

export interface Connection {
  /** Network (`services/auth/network.ts`) whose connections share a limit. */
  readonly network: string;
  /** Time since which the client has read nothing of the answer; null while it reads. */
  readonly unreadSince: number | null;
  /** Closes it at once and calls `leave`. */
  close(): void;
}

export interface Connections {
  /** Adds a connection, evicting one without a request if a limit is reached. @returns false when none can be evicted */
  admit(connection: Connection): boolean;
  enter(connection: Connection, phase: Phase): void;
  phaseOf(connection: Connection): Phase | null;
  leave(connection: Connection): void;
  /** Closes the connections past their deadline. */
  closeLate(): void;
  /** Closes all connections without a request that is being answered. */
  closeWaiting(): void;
  count(): number;
}

/**
 * Phases that may be evicted, in this order. `handed` is not among them: the HTTP server frees its end
 * only later, so a flood of such requests would hold far more files than are counted here.
 */
const GIVING_WAY = ["closing", "head", "idle"] as const;
/** Phases with a deadline; their connections end when the port closes. */
const WAITING = [...GIVING_WAY, "handed"] as const;

/** @param now milliseconds that only grow */
export function createConnections(limits: PortLimits, now: () => number): Connections {
  /** Connections of each phase with the time at which they entered it, the earliest first. */
  const phases: Record<Phase, Map<Connection, number>> = {
    head: new Map(),
    handed: new Map(),
    busy: new Map(),
    idle: new Map(),
    closing: new Map(),
  };
  const known = new Map<Connection, Phase>();
  const perNetwork = new Map<string, number>();
  const deadlines = {
    head: limits.headMsMax,
    handed: limits.headMsMax,
    idle: limits.idleMsMax,
    closing: limits.lingerMsMax,
  };

  function enter(connection: Connection, phase: Phase): void {
    const before = known.get(connection);
    if (!before) return;
    phases[before].delete(connection);
    phases[phase].set(connection, now());
    known.set(connection, phase);
  }

  function count(network: string, change: number): void {
    const next = (perNetwork.get(network) ?? 0) + change;
    if (next === 0) perNetwork.delete(network);
    else perNetwork.set(network, next);
  }

  /** Evicts the longest waiting connection that is wanted. @returns whether there was one */
  function makeRoom(isWanted: (connection: Connection) => boolean): boolean {
    for (const phase of GIVING_WAY) {
      for (const connection of phases[phase].keys()) {
        if (!isWanted(connection)) continue;
        connection.close();
        return true;
      }
    }
    return false;
  }

  function hasRoomFor({ network }: Connection): boolean {
    if ((perNetwork.get(network) ?? 0) >= limits.connectionsOfOneMax) {
      return makeRoom((other) => other.network === network);
    }
    return known.size < limits.connectionsMax || makeRoom(() => true);
  }

  return {
    enter,
    phaseOf: (connection) => known.get(connection) ?? null,
    count: () => known.size,
    admit(connection) {
      if (!hasRoomFor(connection)) return false;
      known.set(connection, "head");
      phases.head.set(connection, now());
      count(connection.network, 1);
      return true;
    },
    leave(connection) {
      const phase = known.get(connection);
      if (!phase) return;
      known.delete(connection);
      phases[phase].delete(connection);
      count(connection.network, -1);
    },
    closeLate() {
      for (const phase of WAITING) {
        for (const [connection, since] of phases[phase]) {
          if (now() - since < deadlines[phase]) break;
          connection.close();
        }
      }
      for (const connection of known.keys()) {
        const { unreadSince } = connection;
        if (unreadSince !== null && now() - unreadSince >= limits.unreadMsMax) connection.close();
      }
    },
    closeWaiting() {
      for (const phase of WAITING) {
        for (const connection of phases[phase].keys()) connection.close();
      }
    },
  };
}
