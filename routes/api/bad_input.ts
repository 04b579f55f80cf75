/** Describes every invalid place of a request's input, in the owner's language. */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { T } from "../../locales/mod.ts";
import { Failure, invalid } from "../../services/base/errors.ts";
import type { Logger } from "../../services/base/log.ts";
import type { Env } from "../env.ts";
import { answerProblem } from "../frame/problems.tsx";

export const PlaceSchema = z.object({
  /** The field, as in `price.cents`. */
  path: z.string(),
  reason: z.string(),
});
type Place = z.infer<typeof PlaceSchema>;
type Path = readonly PropertyKey[];
type Reader = Pick<Env["Variables"], "locale" | "t">;

class BadInput extends Failure {
  constructor(readonly places: readonly Place[]) {
    const [{ path, reason } = { path: "", reason: "" }] = places;
    super("invalid", "api.bad_input", { place: path || "–", reason });
  }
}

/** @throws Failure `api.bad_input` for what the schema refuses, and for what it would pass over in silence */
export function mustFit(schema: z.ZodType, given: unknown, { locale, t }: Reader): void {
  const { error, data } = schema.safeParse(given, { error: z.locales[locale]().localeError });
  const places = error
    ? error.issues.flatMap((issue) => placesOf(issue, t))
    : unread(given, data).map((path) => unknownField(path, t));
  if (places.length > 0) throw new BadInput(places);
}

function placesOf(issue: z.core.$ZodIssue, t: T): Place[] {
  if (issue.code !== "unrecognized_keys") {
    return [{ path: issue.path.map(String).join("."), reason: issue.message }];
  }
  return issue.keys.map((name) => unknownField([...issue.path, name], t));
}

const unknownField = (path: Path, t: T): Place => ({
  path: path.map(String).join("."),
  reason: t("api.no_such_field"),
});

/** The fields at any depth that came in and are not what was read. */
function unread(given: unknown, read: unknown, at: Path = []): Path[] {
  if (!isObject(given) || !isObject(read)) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const path = [...at, name];
    return Object.hasOwn(read, name) ? unread(value, read[name], path) : [path];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Answers a failure as everywhere (RFC 9457), with the invalid places beside the sentence. */
export function answerApiProblem(log: Logger) {
  const answer = answerProblem(log);
  return async (error: unknown, c: Context<Env>): Promise<Response> => {
    // Thrown by the validator alone, for a body that does not parse.
    const problem = error instanceof HTTPException ? invalid("api.not_json") : error;
    const response = await answer(problem, c);
    if (!(problem instanceof BadInput)) return response;
    const told = await response.json();
    return new Response(JSON.stringify({ ...told, errors: problem.places }), response);
  };
}
