/** How a route says, for the document, what it takes and gives; and how bad input is answered. */
import { describeRoute, resolver, validator } from "hono-openapi";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { invalid } from "../../services/errors.ts";
import type { Env } from "../env.ts";

/** RFC 9457, as every route of the house answers a script. */
export const ProblemSchema = z.object({
  type: z.string(),
  /** Which sort of failure. */
  title: z.string(),
  status: z.number().int(),
  /** One sentence in the owner's language. */
  detail: z.string(),
  requestId: z.string().optional(),
}).meta({ ref: "Problem" });

const PROBLEMS: Record<number, string> = {
  400: "What was sent cannot be used; nothing changed",
  401: "No key, or one that does not hold",
  403: "The key may not do this",
  404: "There is no such thing",
  409: "It changed in the meantime, or its state forbids this",
};

interface Described {
  /** The operation's name, one of its kind. */
  readonly name: string;
  readonly summary: string;
  readonly tag: string;
  /** What comes back; absent for an answer without a body. */
  readonly gives?: z.ZodType;
  /** @default 200, or 204 where nothing comes back */
  readonly status?: 200 | 201 | 202 | 204;
  /** Of an answer that is no JSON. */
  readonly media?: string;
}

export function describe({ name, summary, tag, gives, status, media }: Described) {
  const success = String(status ?? (gives || media ? 200 : 204));
  const content = gives
    ? { "application/json": { schema: resolver(gives) } }
    : media
    ? { [media]: { schema: { type: "string", format: "binary" } as const } }
    : undefined;
  return describeRoute({
    operationId: name,
    summary,
    tags: [tag],
    responses: {
      [success]: { description: summary, ...(content && { content }) },
      ...Object.fromEntries(
        Object.entries(PROBLEMS).map(([code, description]) => [code, {
          description,
          content: { "application/problem+json": { schema: resolver(ProblemSchema) } },
        }]),
      ),
    },
  });
}

/** The body, checked. @throws Failure `api.bad_input` naming the first field that is wrong */
export function body<S extends z.ZodType>(schema: S) {
  return validator("json", schema, refuse);
}

/** The query, checked likewise. */
export function query<S extends z.ZodType>(schema: S) {
  return validator("query", schema, refuse);
}

/** The path's parameters. */
export function path<S extends z.ZodType>(schema: S) {
  return validator("param", schema, refuse);
}

interface Checked {
  readonly success: boolean;
  readonly error?: readonly {
    readonly message: string;
    readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
  }[];
}

function refuse({ success, error }: Checked): void {
  if (success) return;
  const [first] = error ?? [];
  const place = (first?.path ?? []).map((part) =>
    String(typeof part === "object" ? part.key : part)
  );
  throw invalid("api.bad_input", { place: place.join(".") || "–", reason: first?.message ?? "" });
}

export const NumberPath = z.object({ number: z.coerce.number().int().positive() });
export const IdPath = z.object({ id: z.string().min(1) });

/** A body that is no JSON, for the middleware's sake. */
export const noStore: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
};
