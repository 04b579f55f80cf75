/**
 * The open connections by what they wait for: which of them gives way where there is no more room, and which one has
 * waited too long.
 */
import type { PortLimits } from "./limits.ts";

/**
 * `head`: the headers of a request are awaited; `handed`: they are on their way to the HTTP server; `busy`: a request
 * is being answered; `idle`: kept open, no further request has begun; `closing`: answered for the last time.
 */
type Phase = "head" | "handed" | "busy" | "idle" | "closing";

export interface Connection {
  /** Counted together with others of the same network. */
  readonly network: string;
  /** Since when the client has taken nothing of what is written to it; null while it does. */
  readonly unreadSince: number | null;
  /** At once; calls `leave`. */
  close(): void;
}

export interface Connections {
  /** Counts it in, if need be in the place of one that asks nothing. @returns false when all are busy */
  admit(connection: Connection): boolean;
  enter(connection: Connection, phase: Phase): void;
  phaseOf(connection: Connection): Phase | null;
  leave(connection: Connection): void;
  /** Closes those that have waited too long. */
  closeLate(): void;
  /** Closes all that ask nothing. */
  closeWaiting(): void;
  count(): number;
}

/**
 * Which gives way first. A connection whose request is on its way to the HTTP server does not: the server frees its end
 * only later, so that a flood of such requests would hold far more files than are counted here.
 */
const GIVING_WAY = ["closing", "head", "idle"] as const;
/** All that have a deadline, and end when the port closes. */
const WAITING = [...GIVING_WAY, "handed"] as const;

/** @param now milliseconds that only grow */
export function createConnections(limits: PortLimits, now: () => number): Connections {
  /** With the time at which they entered it, the earliest first. */
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

  /** The one that has waited longest. */
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
