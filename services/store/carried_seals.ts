/** Whether a copy can be read here: its sealed fields open with one key only. */
import { isFailure } from "../base/errors.ts";
import type { CarriedEntry } from "./carry.ts";
import { bytesToKey } from "./key_bytes.ts";
import { place } from "./record.ts";
import type { Sealer } from "./sealer.ts";

/** @returns null where nothing of it is sealed */
export async function opensWith(
  sealer: Sealer | null,
  [hex, value]: CarriedEntry,
): Promise<boolean | null> {
  const [kind, collection, id] = bytesToKey(Uint8Array.fromHex(hex)).map(String);
  if (kind !== "record" || typeof value !== "object" || value === null) return null;
  const { s } = value as { s?: Record<string, string> };
  const [field, sealed] = Object.entries(s ?? {})[0] ?? [];
  if (field === undefined || sealed === undefined) return null;
  if (!sealer) return false;
  try {
    await sealer.open(sealed, place(collection!, id!, field));
    return true;
  } catch (error) {
    if (isFailure(error, "invalid")) return false;
    throw error;
  }
}
