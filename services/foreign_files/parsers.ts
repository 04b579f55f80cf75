/** The contract between a worker's script, which serves parsers by name, and the host that runs them. */
import type { FailureCode, Params } from "../base/errors.ts";

/**
 * The parsers of one worker script, by name. Each takes one input and gives its result in pieces, so that
 * no long message holds up the thread that receives it. Input and pieces must survive a structured clone.
 */
export type Parsers = Readonly<Record<string, (input: never) => AsyncIterable<unknown>>>;

type InputOf<P extends Parsers, N extends keyof P> = Parameters<P[N]>[0];
type PieceOf<P extends Parsers, N extends keyof P> = ReturnType<P[N]> extends
  AsyncIterable<infer Piece> ? Piece : never;

export interface RunOptions {
  /** Ends the worker at once; the run then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long the worker may work for this run; the time that the caller takes between two pieces does not count. */
  readonly workMsMax?: number;
  /** Buffers of the input that are handed over instead of copied; the caller cannot use them any more. */
  readonly transfer?: readonly ArrayBuffer[];
}

export interface ParserHost<P extends Parsers> extends AsyncDisposable {
  /**
   * Runs the named parser in a worker. The next piece is asked for only when the caller wants it.
   * @throws Failure that the parser threw; `files.too_heavy` for too much time or memory,
   * `files.unreadable` for a parser that broke
   */
  run<N extends keyof P & string>(
    name: N,
    input: InputOf<P, N>,
    options?: RunOptions,
  ): AsyncGenerator<PieceOf<P, N>, void, void>;
}

/** From the host to the worker: begin with a parser, or give the next piece. */
export type Request = { readonly parser: string; readonly input: unknown } | "next";

/** From the worker to the host, one for each request. */
export type Answer =
  | { readonly kind: "piece"; readonly piece: unknown }
  | { readonly kind: "end" }
  | {
    readonly kind: "failure";
    readonly code: FailureCode;
    readonly key: string;
    readonly params: Params;
  }
  | { readonly kind: "crash"; readonly message: string };
