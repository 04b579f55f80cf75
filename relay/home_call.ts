/** What home says in a call, read within a limit and by its schema; and how a call is refused. */
import type { z } from "zod";
import { readUnpacked } from "./bodies.ts";

/** @returns the refusal, where it is too large or not understood */
export async function readCall<T>(
  request: Request,
  schema: z.ZodType<T>,
  bytesMax: number,
): Promise<T | Response> {
  try {
    const body = await readUnpacked(request, bytesMax);
    if (!body) return tooLarge(bytesMax);
    const read = schema.safeParse(JSON.parse(new TextDecoder().decode(body)));
    return read.success ? read.data : misunderstood();
  } catch (error) {
    // No JSON, or not compressed as it says.
    if (error instanceof SyntaxError || error instanceof TypeError) return misunderstood();
    throw error;
  }
}

export function tooLarge(bytesMax: number): Response {
  return Response.json({ message: `at most ${bytesMax} bytes` }, { status: 413 });
}

export function misunderstood(): Response {
  return Response.json({ message: "not understood" }, { status: 400 });
}
