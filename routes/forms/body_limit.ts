/** Limits bodies in bytes and in fields while they are read: a field costs more memory and work than its bytes. */
import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Failure, invalid } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { readLater } from "./body.ts";

export const FORM_BYTES_MAX = 64 * 1024;
/** Far more than any form has that is open without a session. */
export const FORM_FIELDS_MAX = 200;

/**
 * Refuses a body whose stated length is too large at once, and any other while a handler reads it. A handler that
 * decides without the body does not wait for it.
 * @throws Failure with the `key` given, `common.too_many_fields`
 */
export function limitBody(bytesMax: number, key: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { raw } = c.req;
    if (Number(raw.headers.get("content-length")) > bytesMax) throw invalid(key);
    if (raw.body) {
      const countFields = fieldCounter(raw.headers.get("content-type") ?? "");
      let bytes = 0;
      let refusal: Failure | undefined;
      const refuse = (failure: Failure) => {
        refusal = failure;
        throw failure;
      };
      const body = readLater(raw.body, (chunk) => {
        bytes += chunk.length;
        if (bytes > bytesMax) refuse(invalid(key));
        if (countFields(chunk) > FORM_FIELDS_MAX) {
          refuse(invalid("common.too_many_fields", { max: FORM_FIELDS_MAX }));
        }
      });
      c.req.raw = new Request(raw, { body });
      await next();
      // The validator of JSON bodies hides the refusal behind an error of its own.
      if (refusal && c.error instanceof HTTPException) throw refusal;
      return;
    }
    await next();
  };
}

/** For forms that are open without a session, so that a stranger cannot fill the memory. */
export const limitSmallForms = limitBody(FORM_BYTES_MAX, "auth.form_too_large");

/** @returns a function that counts the fields of a form up to the end of a chunk; JSON has no fields to count */
function fieldCounter(contentType: string): (chunk: Uint8Array) => number {
  const boundary = /\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary !== undefined) return markCounter(`--${boundary}\r\n`, 0);
  return contentType.includes("json") ? () => 0 : markCounter("&", 1);
}

function markCounter(mark: string, begin: number): (chunk: Uint8Array) => number {
  // One character per byte, so that a mark is found whatever stands around it.
  const decoder = new TextDecoder("latin1");
  let count = begin;
  let held = "";
  return (chunk) => {
    const parts = (held + decoder.decode(chunk)).split(mark);
    count += parts.length - 1;
    // The end of a chunk may be the beginning of a mark.
    held = mark.length === 1 ? "" : parts.at(-1)!.slice(1 - mark.length);
    return count;
  };
}
