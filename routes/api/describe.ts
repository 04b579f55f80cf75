/** Describes a route's input and output for the OpenAPI document. */
import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";
import { type MessageKey, translator } from "../../locales/mod.ts";
import { PlaceSchema } from "./bad_input.ts";

/** Every operation has a sentence in `locales/`, which the readable page shows in both languages. */
type Operation = MessageKey extends infer K ? K extends `api.does_${infer N}` ? N : never
  : never;
type Topic = MessageKey extends infer K ? K extends `api.topic_${infer N}` ? N : never
  : never;

/** A problem (RFC 9457), as every route answers scripts. */
const ProblemSchema = z.object({
  type: z.string(),
  /** Kind of failure. */
  title: z.string(),
  status: z.number().int(),
  /** One sentence in the owner's language. */
  detail: z.string(),
  requestId: z.string().optional(),
  /** Every place of the input that is wrong. */
  errors: z.array(PlaceSchema).optional(),
}).meta({ ref: "Problem" });

const PROBLEMS: Record<number, string> = {
  400: "What was sent cannot be used; nothing changed",
  401: "No key, or one that does not hold",
  403: "The key may not do this",
  404: "There is no such thing",
  409: "It changed in the meantime, or its state forbids this",
};

/** Headers that a call hears. */
const HEARD = {
  "if-match": "The ETag of what was seen: refused with 409 when it has changed since",
  "x-file-name": "The file's name",
} as const;

/** Headers that an answer tells. */
const TOLD = {
  etag: "Which version this is, to be sent back as If-Match",
  location: "Where the new thing is",
} as const;

interface Described {
  readonly name: Operation;
  readonly topic: Topic;
  /** Schema of the response; absent for a response without a body. */
  readonly gives?: z.ZodType;
  /** @default 200, or 204 where nothing comes back */
  readonly status?: 200 | 201 | 202 | 204;
  /** Media type of a response that is not JSON. */
  readonly media?: string;
  /** Media types of a request body that is a file. */
  readonly takes?: readonly string[];
  readonly hears?: readonly (keyof typeof HEARD)[];
  readonly tells?: readonly (keyof typeof TOLD)[];
}

const english = translator("en");

export function describe(described: Described) {
  const { name, topic, takes, hears } = described;
  const description = english(`api.does_${name}`);
  return describeRoute({
    operationId: name,
    summary: description,
    tags: [topic],
    ...(hears &&
      { parameters: hears.map((name) => ({ in: "header", name, ...text(HEARD[name]) })) }),
    ...(takes && { requestBody: { required: true, content: fileAs(takes) } }),
    responses: { ...success(described, description), ...problems() },
  });
}

function success({ gives, media, status, tells }: Described, description: string) {
  const content = gives
    ? { "application/json": { schema: resolver(gives) } }
    : media && fileAs([media]);
  const headers = tells?.map((name) => [name, text(TOLD[name])]);
  return {
    [String(status ?? (content ? 200 : 204))]: {
      description,
      ...(content && { content }),
      ...(headers && { headers: Object.fromEntries(headers) }),
    },
  };
}

function problems() {
  const content = { "application/problem+json": { schema: resolver(ProblemSchema) } };
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, description]) => [code, { description, content }]),
  );
}

const fileAs = (media: readonly string[]) =>
  Object.fromEntries(
    media.map((type) => [type, { schema: { type: "string", format: "binary" } as const }]),
  );

const text = (description: string) => ({ description, schema: { type: "string" } as const });
