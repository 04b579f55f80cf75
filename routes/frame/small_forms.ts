/** Nobody needs more than this to say who they are; a stranger must not fill the memory. */
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { invalid } from "../../services/errors.ts";
import type { Env } from "../env.ts";

export const FORM_BYTES_MAX = 64 * 1024;

export const smallForms: MiddlewareHandler<Env> = bodyLimit({
  maxSize: FORM_BYTES_MAX,
  onError: () => {
    throw invalid("auth.form_too_large");
  },
});
