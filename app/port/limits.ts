/** What connections at home's own port may take: without limits, one device of the network could use up all files. */
import { CONNECTIONS_MIN } from "../../config.ts";

export interface PortLimits {
  /** Connections at once. */
  readonly connectionsMax: number;
  /** Connections at once of one address, so that others find room. */
  readonly connectionsOfOneMax: number;
  /** From the first byte of a request, or from the connection itself, to the end of the headers. */
  readonly headMsMax: number;
  readonly headBytesMax: number;
  /** A connection that is kept open for the next request. */
  readonly idleMsMax: number;
  /** A client that takes nothing of an answer. */
  readonly unreadMsMax: number;
  /** How long a client whose answer is complete may go on sending before it is cut off. */
  readonly lingerMsMax: number;
  readonly bodyPace: BodyPace;
}

/** Slower senders are given up; while it is the app that does not read, time does not count. */
export interface BodyPace {
  readonly bytesPerSecondMin: number;
  /** How long a sender may be slower. */
  readonly slowMsMax: number;
}

/** A connection is one file, and two more for its way to the HTTP server while it has a request. */
const FILES_OF_ONE = 3;
/** What the app itself opens at once: records, photos, models, the browser, what it asks of others. */
const FILES_OF_APP = 120;

/**
 * @param wanted connections at once
 * @param openFiles how many files the system lets this process open, if that is known
 */
export function portLimits(wanted: number, openFiles: number | null): PortLimits {
  const room = Math.floor(((openFiles ?? Infinity) - FILES_OF_APP) / FILES_OF_ONE);
  const connectionsMax = Math.max(Math.min(wanted, room), CONNECTIONS_MIN);
  return {
    connectionsMax,
    connectionsOfOneMax: Math.ceil(connectionsMax / 2),
    headMsMax: 10_000,
    headBytesMax: 64 * 1024,
    idleMsMax: 65_000,
    unreadMsMax: 30_000,
    lingerMsMax: 2_000,
    bodyPace: { bytesPerSecondMin: 1_024, slowMsMax: 10_000 },
  };
}
