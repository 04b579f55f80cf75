/** For tests: the whole app behind a client that uses an API key. */
import assert from "node:assert/strict";
import type { z } from "zod";
import { openTestHouse, type TestHouse } from "../../tests/support/whole_house.ts";

interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default one that may read, write and import */
  readonly key?: string;
}

export interface TestApi extends AsyncDisposable {
  readonly house: TestHouse;
  /** @param path below `/api/v1`; `body` is sent as JSON */
  call(method: string, path: string, asked?: Asked): Promise<Response>;
  /** The same for what is sent as it is. */
  send(path: string, body: BodyInit, headers?: Record<string, string>): Promise<Response>;
}

export async function openTestApi(): Promise<TestApi> {
  const house = await openTestHouse();
  const all = await house.key(["read", "write", "import"]);
  return {
    house,
    call: (method, path, { body, headers = {}, key = all } = {}) =>
      house.fetch(`/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    send: (path, body, headers = {}) =>
      house.fetch(`/api/v1${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${all}`, ...headers },
        body,
      }),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

/** The body, in the shape that the document promises. */
export async function given<S extends z.ZodType>(
  answer: Response,
  status: number,
  schema: S,
): Promise<z.infer<S>> {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
  return schema.parse(JSON.parse(text));
}

export async function refused(answer: Response, status: number, says = /./): Promise<void> {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.match(JSON.parse(text).detail, says);
}
