/** Why the relay refuses a call of home, as a code. */
import { z } from "zod";

/**
 * By code, the message beside it. Versions of home before the code existed compare the message, so these texts stay
 * as they are.
 */
const MESSAGES = {
  wrong_key: "wrong key",
  clocks_differ: "clocks differ",
  replayed: "said before",
  unknown_call: "no such call",
  body_mismatch: "another body",
  too_large: "too many bytes",
  invalid: "not understood",
  failed: "not done, ask again",
  no_such_webhook: "no such mail",
} as const;

export type CallErrorCode = keyof typeof MESSAGES;

const CODES = Object.keys(MESSAGES) as CallErrorCode[];

export function callError(code: CallErrorCode, status: number): Response {
  return Response.json({ code, message: MESSAGES[code] }, { status });
}

const CallErrorSchema = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
});

/** @returns null for a body without a known code, and without a message that an earlier relay sends in its place */
export function readCallError(body: unknown): CallErrorCode | null {
  const { code, message } = CallErrorSchema.catch({}).parse(body);
  return CODES.find((known) => known === code) ??
    CODES.find((known) => code === undefined && MESSAGES[known] === message) ?? null;
}
