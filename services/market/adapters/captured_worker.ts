/** The worker that reads what was captured: answers, pages and tables that strangers wrote. */
import { serveParsers } from "../../foreign_files/adapters/serve_parsers.ts";
import type { Observation } from "../observation.ts";
import { readCaptured } from "../parsers/captured.ts";
import { readCapturedFile } from "../parsers/captured_file.ts";
import type { Circumstances, Reading } from "../parsers/reading.ts";

export interface CapturedInput {
  readonly captured: Uint8Array<ArrayBuffer> | string;
  readonly around: Circumstances;
}

/** Listings in portions; the last piece tells the rest of the reading. */
export type ReadingPiece =
  | { readonly observations: readonly Observation[] }
  | { readonly rest: Omit<Reading, "observations"> };

/** What one piece holds at most, so that taking it in holds up nobody. */
const PIECE_OBSERVATIONS = 250;

const parsers = {
  async *read({ captured, around }: CapturedInput): AsyncGenerator<ReadingPiece> {
    const { observations, ...rest } = typeof captured === "string"
      ? readCaptured(captured, around)
      : await readCapturedFile(captured, around);
    for (let at = 0; at < observations.length; at += PIECE_OBSERVATIONS) {
      yield { observations: observations.slice(at, at + PIECE_OBSERVATIONS) };
    }
    yield { rest };
  },
};
export type CapturedParsers = typeof parsers;

serveParsers(parsers);
