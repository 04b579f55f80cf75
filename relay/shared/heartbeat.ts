/**
 * Whether the other end of a connection still lives. A frozen process keeps its sockets open and a cut cable
 * says nothing: only an answer tells. Any byte that arrives counts as one, so a busy line is never asked.
 */
import type { TimeSource } from "./time.ts";

/** A line that is silent for so long is asked. */
export const PING_AFTER_MS = 10_000;
/** Who does not answer within this is taken for frozen: requests no longer wait for it. */
export const ANSWER_MS_MAX = 3_000;
/** Silent for so long, the connection is given up. */
export const SILENCE_MS_MAX = PING_AFTER_MS + ANSWER_MS_MAX;
/** How often one looks while somebody waits for an answer. */
export const LOOK_MS = 500;
/** And while nobody does: when it was that bytes came is known no better than this. */
const IDLE_LOOK_MS = 1_500;

export interface HeartbeatOptions {
  readonly time: TimeSource;
  /** How many bytes came in so far. */
  readonly heardBytes: () => number;
  readonly ping: () => void;
  /** Whether somebody waits for this end: then silence is looked into at once. */
  readonly isAwaited: () => boolean;
  /** Called at each look while somebody waits. */
  readonly onLook?: () => void;
  readonly onSilent?: () => void;
  /** Given up; nothing is called any more. */
  readonly onDead: () => void;
}

export interface Heartbeat {
  /** Asked and not answering at this moment. */
  isSilent(): boolean;
  /** Somebody waits now. */
  attend(): void;
  stop(): void;
}

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { time, heardBytes, ping, isAwaited, onLook, onSilent, onDead } = options;
  let bytes = heardBytes();
  let heardAt = time.now();
  let askedAt: number | null = null;
  let silent = false;
  let attentive = false;
  let callOff = time.after(IDLE_LOOK_MS, look);

  function listen(): void {
    const now = heardBytes();
    if (now === bytes) return;
    bytes = now;
    heardAt = time.now();
    askedAt = null;
    silent = false;
  }

  function look(): void {
    listen();
    const now = time.now();
    const silence = now - heardAt;
    if (silence >= SILENCE_MS_MAX) return onDead();
    if (askedAt === null) {
      if (silence >= (isAwaited() ? LOOK_MS : PING_AFTER_MS)) {
        askedAt = now;
        ping();
      }
    } else if (!silent && now - askedAt >= ANSWER_MS_MAX) {
      silent = true;
      onSilent?.();
    }
    onLook?.();
    attentive = askedAt !== null || isAwaited();
    const left = Math.max(PING_AFTER_MS - silence, LOOK_MS);
    callOff = time.after(attentive ? LOOK_MS : Math.min(left, IDLE_LOOK_MS), look);
  }

  return {
    isSilent() {
      if (silent) listen();
      return silent;
    },
    attend() {
      if (attentive) return;
      attentive = true;
      callOff();
      callOff = time.after(LOOK_MS, look);
    },
    stop: () => callOff(),
  };
}
