/**
 * Detects whether the other end of a connection is alive. A frozen process keeps its sockets open and a cut
 * cable reports nothing: only an answer tells. Any received byte counts, so a busy connection is never pinged.
 */
import type { TimeSource } from "./time.ts";

/** A connection without received bytes for so long is pinged. */
export const PING_AFTER_MS = 10_000;
/** Without an answer within this time the other end counts as frozen: requests no longer wait for it. */
export const PONG_MS_MAX = 3_000;
/** The connection is given up after so much silence. */
export const SILENCE_MS_MAX = PING_AFTER_MS + PONG_MS_MAX;
/** Interval of the check while a reply is awaited. */
export const CHECK_MS = 500;
/** Interval of the check otherwise; the time of the last byte is known no more precisely than this. */
const IDLE_CHECK_MS = 1_500;

export interface HeartbeatOptions {
  readonly time: TimeSource;
  /** Bytes received so far. */
  readonly receivedBytes: () => number;
  readonly ping: () => void;
  /** Whether a reply is awaited: silence is then checked at once. */
  readonly isReplyAwaited: () => boolean;
  /** Called at each check. */
  readonly onCheck?: () => void;
  readonly onSilent?: () => void;
  /** The connection is given up; no further callback follows. */
  readonly onDead: () => void;
}

export interface Heartbeat {
  /** Pinged and not answering at this moment. */
  isSilent(): boolean;
  /** A reply is awaited from now on. */
  expectReply(): void;
  stop(): void;
}

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { time, receivedBytes, ping, isReplyAwaited, onCheck, onSilent, onDead } = options;
  let bytes = receivedBytes();
  let receivedAt = time.now();
  let pingedAt: number | null = null;
  let silent = false;
  let isChecking = false;
  let callOff = time.after(IDLE_CHECK_MS, check);

  function noteReceivedBytes(): void {
    const now = receivedBytes();
    if (now === bytes) return;
    bytes = now;
    receivedAt = time.now();
    pingedAt = null;
    silent = false;
  }

  function check(): void {
    noteReceivedBytes();
    const now = time.now();
    const silence = now - receivedAt;
    if (silence >= SILENCE_MS_MAX) return onDead();
    if (pingedAt === null) {
      if (silence >= (isReplyAwaited() ? CHECK_MS : PING_AFTER_MS)) {
        pingedAt = now;
        ping();
      }
    } else if (!silent && now - pingedAt >= PONG_MS_MAX) {
      silent = true;
      onSilent?.();
    }
    onCheck?.();
    isChecking = pingedAt !== null || isReplyAwaited();
    const left = Math.max(PING_AFTER_MS - silence, CHECK_MS);
    callOff = time.after(isChecking ? CHECK_MS : Math.min(left, IDLE_CHECK_MS), check);
  }

  return {
    isSilent() {
      if (silent) noteReceivedBytes();
      return silent;
    },
    expectReply() {
      if (isChecking) return;
      isChecking = true;
      callOff();
      callOff = time.after(CHECK_MS, check);
    },
    stop: () => callOff(),
  };
}
