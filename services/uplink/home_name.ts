/** Under which name this home's copy is kept: two homes must never write into one copy. */
import type { NewId } from "../base/clock.ts";
import type { Key, Store } from "../store/mod.ts";

/** Outside the records: a copy does not carry it, and who restores one takes it over. */
export const HOME_NAME: Key = ["uplink", "home"];

/** Made on the first call, the same ever after. */
export async function homeName(store: Store, newId: NewId): Promise<string> {
  const checks = [{ key: HOME_NAME, stamp: null }];
  await store.atomic({ checks, sets: [{ key: HOME_NAME, value: newId() }] });
  return String((await store.get(HOME_NAME))!.value);
}
