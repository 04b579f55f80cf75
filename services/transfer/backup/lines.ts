/**
 * Reads a copy line by line; whatever its length, one line is held at a time. A line that cannot be read is passed on
 * as such: one of them must not keep all others out.
 */
import type { z } from "zod";
import { invalid, isFailure } from "../../base/errors.ts";
import { LINE_CHARS_MAX, RECORDS_BYTES_MAX } from "../limits.ts";
import { type BackupLine, FORMAT, HeadSchema, lineSchema, type Records } from "./format.ts";
import { salvageItem } from "./salvage.ts";

/**
 * Each line with the length of its text.
 * @throws Failure `transfer.newer_copy`, `transfer.foreign_json` for what this program did not write,
 * `transfer.copy_cut` when its end is missing
 */
export async function* readCopy(
  bytes: ReadableStream<Uint8Array>,
  records: Records,
): AsyncGenerator<{ readonly line: BackupLine; readonly length: number }> {
  const schema = lineSchema(records);
  let at = 0;
  let ended = false;
  for await (const text of lines(bytes)) {
    at++;
    if (at === 1) mustBeHead(text);
    else if (ended) break;
    else {
      const line = parsed(schema, records, text.replace(/,$/, ""), at);
      ended = line.kind === "end";
      yield { line, length: text.length };
    }
  }
  if (!ended) throw invalid("transfer.copy_cut");
}

function mustBeHead(text: string): void {
  const head = HeadSchema.safeParse(json(`${text}]}`));
  if (!head.success) throw invalid("transfer.foreign_json");
  if (head.data.format > FORMAT) throw invalid("transfer.newer_copy");
}

function parsed(
  schema: z.ZodType<BackupLine>,
  records: Records,
  text: string,
  line: number,
): BackupLine {
  const value = json(text);
  const { success, data } = schema.safeParse(value);
  return success ? data : salvageItem(records, value) ?? { kind: "unreadable", line };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* lines(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = "";
  let total = 0;
  try {
    for await (const chunk of bytes) {
      total += chunk.length;
      if (total > RECORDS_BYTES_MAX) throw invalid("transfer.copy_too_long");
      held += decoder.decode(chunk, { stream: true });
      const whole = held.split("\n");
      held = whole.pop()!;
      if (held.length > LINE_CHARS_MAX) throw invalid("transfer.foreign_json");
      yield* whole;
    }
  } catch (error) {
    // A stream that breaks is a file that was cut or meddled with.
    throw isFailure(error) ? error : invalid("transfer.copy_cut", {}, error);
  }
  if (held.trim() !== "") yield held;
}
