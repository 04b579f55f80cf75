/** As many records as one commit checks, with room for a little beside them. */
import { ATOMIC_CHECKS_MAX } from "../../store/mod.ts";

const GROUP = ATOMIC_CHECKS_MAX * 0.9;

export function* inGroups<T>(things: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < things.length; at += GROUP) yield things.slice(at, at + GROUP);
}
