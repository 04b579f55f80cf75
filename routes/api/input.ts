/** Validates a request's input before the handler runs. */
import type { Context } from "hono";
import { validator } from "hono-openapi";
import { z } from "zod";
import { LOCALES } from "../../locales/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { mustFit } from "./bad_input.ts";

/** Longer than any id of ours; the store takes no key of any length. */
const ID_CHARS_MAX = 100;
/** The last moment that a date can name, in milliseconds. */
const TIME_MAX = 8_640_000_000_000_000;

/** Half a surrogate pair is no text that the store could keep. */
export const Id = z.string().min(1).max(ID_CHARS_MAX).refine((id) => id.isWellFormed());
/** Milliseconds since 1970, UTC. */
export const Time = z.number().int().min(0).max(TIME_MAX);
export const NumberPath = z.object({ number: z.coerce.number().int().positive() });
export const IdPath = z.object({ id: Id });

/** Heard by every page and every call: in which language this one answers. */
const language = { lang: z.enum(LOCALES).optional() };

/** The body. @throws Failure `api.not_json`, or `api.bad_input` naming the first field that is wrong */
export function body<S extends z.ZodType>(schema: S) {
  return validator("json", schema, ({ data }, c: Context<Env>) => {
    // Without this the validator takes any other body for an empty object.
    if (!isJson(c)) throw invalid("api.not_json");
    mustFit(schema, data, c.var);
  });
}

/** The query, checked likewise. */
export function query<S extends z.ZodRawShape>(filters: z.ZodObject<S, z.core.$strict>) {
  const schema = filters.extend(language);
  return validator("query", schema, ({ data }, c: Context<Env>) => {
    mustFit(schema, data, c.var);
  });
}

/** The path's parameters. */
export function path<S extends z.ZodType>(schema: S) {
  return validator("param", schema, ({ data }, c: Context<Env>) => {
    mustFit(schema, data, c.var);
  });
}

/** Just what the validator parses: of any other type it would make an empty object. */
function isJson(c: Context): boolean {
  const [type = ""] = (c.req.header("content-type") ?? "").split(";");
  return /^application\/([\w.-]+\+)?json$/i.test(type.trim());
}
