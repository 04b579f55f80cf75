/** Reads what was captured in a worker. */
import { isFailure } from "../../base/errors.ts";
import { createParserHost, type ParserHost } from "../../foreign_files/mod.ts";
import type { Observation } from "../observation.ts";
import { type Circumstances, type Puzzle, type Reading, readingOf } from "../parsers/reading.ts";
import type { CapturedInput, CapturedParsers } from "./captured_worker.ts";

export interface CapturedReader extends AsyncDisposable {
  /**
   * Text of any kind, or the bytes of a file, which are handed over: the caller cannot use them any more. What cannot be read is counted with its reason, not thrown.
   * @throws the signal's reason
   */
  read(
    captured: CapturedInput["captured"],
    around: Circumstances,
    signal?: AbortSignal,
  ): Promise<Reading>;
}

const SCRIPT = new URL("./captured_worker.ts", import.meta.url);

export function createCapturedReader(): CapturedReader {
  const host: ParserHost<CapturedParsers> = createParserHost(SCRIPT);

  async function gather(input: CapturedInput, signal?: AbortSignal): Promise<Reading> {
    const { captured } = input;
    const transfer = typeof captured === "string" ? [] : [captured.buffer];
    const observations: Observation[] = [];
    let rest: Omit<Reading, "observations"> | null = null;
    for await (const piece of host.run("read", input, { signal, transfer })) {
      if ("rest" in piece) rest = piece.rest;
      else observations.push(...piece.observations);
    }
    return { ...rest!, observations };
  }

  return {
    async read(captured, around, signal) {
      try {
        return await gather({ captured, around }, signal);
      } catch (error) {
        if (!isFailure(error, "invalid")) throw error;
        const puzzle: Puzzle = error.key === "files.too_heavy" ? "too_heavy" : "broken_file";
        return readingOf("unknown", [{ puzzle }]);
      }
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
