/** A word from one machine to another, as home would say it: both know the shared key. */
import { authorize } from "../protocol_auth.ts";
import type { Holder } from "./holder.ts";

export interface TellOptions {
  /** Shared with home. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const TELL_MS_MAX = 2_000;

/** @returns whether it was heard */
export async function tell(
  { address }: Holder,
  path: string,
  { key, now }: TellOptions,
): Promise<boolean> {
  const call = { method: "POST", path };
  const authorization = await authorize(key, call, { body: new Uint8Array(), time: now() });
  try {
    const response = await fetch(`http://${address}${path}`, {
      method: call.method,
      headers: { authorization },
      signal: AbortSignal.timeout(TELL_MS_MAX),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
