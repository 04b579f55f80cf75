/**
 * Bodies of requests. A body that cannot be read is the sender's failure, never the app's: it broke off, has the
 * wrong Content-Type or a boundary that does not fit, or is no JSON.
 */
import type { Context, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { type Failure, invalid, isFailure } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";

/** Each name of a form with the values that were sent for it; files are left out. */
export type Sent = ReadonlyMap<string, readonly string[]>;

/** @throws Failure `common.bad_request` */
export async function readSent(c: Context): Promise<Sent> {
  const { body, headers } = c.req.raw;
  // A form without fields may come without a body.
  if (!body && !headers.has("content-type")) return new Map();
  const form = await asRead(() => c.req.formData());
  const sent = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value === "string") sent.set(name, [...sent.get(name) ?? [], value]);
  }
  return sent;
}

/**
 * What a form of one tap says, which nobody can correct.
 * @throws Failure `common.bad_request`
 */
export function mustRead<S extends z.ZodType>(schema: S, sent: Sent): z.output<S> {
  const { success, data } = schema.safeParse(Object.fromEntries(sent));
  if (!success) throw invalid("common.bad_request");
  return data;
}

type FirstValues = Partial<Record<string, string>>;

/** The first value of each name. @throws Failure `common.bad_request` */
export async function readFields(c: Context): Promise<FirstValues> {
  return firstOfEach(await readSent(c));
}

export function firstOfEach(sent: Sent): FirstValues {
  return Object.fromEntries([...sent].map(([name, [first]]) => [name, first]));
}

/** @throws Failure `common.bad_request` */
export function readJson(c: Context): Promise<unknown> {
  return asRead(() => c.req.json());
}

/** Lets a body that breaks off fail as the sender's failure, whoever reads it. */
export const checkBodies: MiddlewareHandler<Env> = async (c, next) => {
  const { raw } = c.req;
  if (raw.body) c.req.raw = new Request(raw, { body: readLater(raw.body) });
  await next();
};

/**
 * The same body, of which nothing is read before a handler asks for it: a body that no handler reads is left to the
 * server.
 * @param check throws what the reader fails with
 */
export function readLater(
  body: ReadableStream<Uint8Array>,
  check: (chunk: Uint8Array) => void = () => {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let opened: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  const reader = () => opened ??= (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await asRead(() => reader().read());
      if (done) return controller.close();
      check(value);
      controller.enqueue(value);
    },
    cancel: (reason) => reader().cancel(reason),
  }, { highWaterMark: 0 });
}

/** Only reading happens in here, so what is thrown comes from what was sent. */
async function asRead<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw failureIn(cause) ?? invalid("common.bad_request", {}, cause);
  }
}

/** Readers of the platform wrap what a stream failed with. */
function failureIn(error: unknown): Failure | null {
  if (isFailure(error)) return error;
  return error instanceof Error && error.cause !== undefined ? failureIn(error.cause) : null;
}
