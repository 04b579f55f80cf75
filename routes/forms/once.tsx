/**
 * Makes a form that creates something create it once, however often it is sent: the form carries a key, and the id of
 * what it creates follows from that key and from what the form says. A second record with that id cannot be stored.
 */
import { decodeTime, ulid, uuidToULID } from "ulid";
import type { Form } from "./form.ts";

const ONCE_FIELD = "once";
const ULID_SHAPE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** Leading hexadecimal digits of an id that hold the time when its form was rendered. */
const TIME_DIGITS = 12;
const UUID_DIGITS = 32;
const UUID_PARTS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** Stays the same while the form comes back for correction. */
export function OnceField({ form }: { form?: Form }) {
  const key = form && onceKey(form);
  return <input type="hidden" name={ONCE_FIELD} value={key ?? ulid()} autocomplete="off" />;
}

function onceKey({ values }: Form): string | undefined {
  const key = values[ONCE_FIELD]?.[0];
  return key !== undefined && ULID_SHAPE.test(key) ? key : undefined;
}

/**
 * @param files what the form brings beside its fields
 * @returns the id of what the form creates, `undefined` where it carries no key. Sent again with something else in it,
 * the form creates something else.
 */
export async function createdId(form: Form, files?: unknown): Promise<string | undefined> {
  const key = onceKey(form);
  if (key === undefined) return undefined;
  const text = new TextEncoder().encode(
    JSON.stringify([Object.entries(form.values).sort(), files]),
  );
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).toHex();
  const digits = decodeTime(key).toString(16).padStart(TIME_DIGITS, "0") + digest;
  return uuidToULID(digits.slice(0, UUID_DIGITS).replace(UUID_PARTS, "$1-$2-$3-$4-$5"));
}
