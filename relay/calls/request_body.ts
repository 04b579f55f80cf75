/** Reads request bodies up to a limit, whatever length their sender declares. */
import type { z } from "zod";
import { callError } from "../protocol/call_errors.ts";

/** @returns null past the limit; no more is read then */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Decompresses gzip. @returns null past the limit, which holds for the decompressed bytes */
export async function readInflatedBody(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const isCompressed = request.headers.get("content-encoding") === "gzip";
  const body = isCompressed
    ? request.body?.pipeThrough<Uint8Array>(new DecompressionStream("gzip"))
    : request.body;
  return await readBody(body ?? null, bytesMax);
}

/** @returns the parsed JSON, or the response that refuses it */
export async function readCall<T>(
  request: Request,
  schema: z.ZodType<T>,
  bytesMax: number,
): Promise<T | Response> {
  try {
    const body = await readInflatedBody(request, bytesMax);
    if (!body) return callError("too_large", 413);
    const read = schema.safeParse(JSON.parse(new TextDecoder().decode(body)));
    return read.success ? read.data : callError("invalid", 400);
  } catch (error) {
    // The body is not JSON, or not gzip although it says so.
    if (error instanceof SyntaxError || error instanceof TypeError) {
      return callError("invalid", 400);
    }
    throw error;
  }
}
