/** Runs parsers in workers: a few at a time, each ended when it takes too much time or memory. */
import { Failure, invalid } from "../../base/errors.ts";
import type { ParserHost, Parsers, Request, RunOptions } from "../parsers.ts";
import { type ParserThread, startParserThread, unlessAborted } from "./parser_thread.ts";

export interface ParserHostOptions {
  /** Folders that the parsers may read. @default none */
  readonly read?: readonly string[];
  /** @default 60 seconds: far more than a file within its limits takes on a slow machine */
  readonly workMsMax?: number;
  /** Most heap of a worker. @default 512 MB */
  readonly heapMegabytesMax?: number;
  /** Workers at the same time; further runs wait. @default 2 */
  readonly workersMax?: number;
  /** How long a worker that has nothing to do stays for the next run. @default 10 seconds */
  readonly idleMs?: number;
}

const DEFAULTS = {
  read: [],
  workMsMax: 60_000,
  heapMegabytesMax: 512,
  workersMax: 2,
  idleMs: 10_000,
} as const satisfies ParserHostOptions;

/** @param script the module that calls `serveParsers` */
export function createParserHost<P extends Parsers>(
  script: URL,
  options: ParserHostOptions = {},
): ParserHost<P> {
  const { read, workMsMax, heapMegabytesMax, workersMax, idleMs } = { ...DEFAULTS, ...options };
  const idle = new Map<ParserThread, ReturnType<typeof setTimeout>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  function start(): ParserThread {
    const options = { script, heapMegabytesMax, read };
    const thread: ParserThread = startParserThread(options, () => takeIdle(thread));
    return thread;
  }

  function takeIdle(thread: ParserThread): ParserThread {
    clearTimeout(idle.get(thread));
    idle.delete(thread);
    return thread;
  }

  async function acquire(signal: AbortSignal | undefined): Promise<ParserThread> {
    await freePlace(signal);
    running++;
    const [thread] = idle.keys();
    return thread ? takeIdle(thread) : start();
  }

  async function freePlace(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    while (running >= workersMax) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      try {
        await unlessAborted(promise, signal);
      } catch (error) {
        const place = waiting.indexOf(resolve);
        if (place >= 0) waiting.splice(place, 1);
        // Its turn had come already: the next one's has.
        else waiting.shift()?.();
        throw error;
      }
    }
  }

  async function release(thread: ParserThread, usable: boolean): Promise<void> {
    if (usable) {
      const timer = setTimeout(() => void takeIdle(thread).end(), idleMs);
      Deno.unrefTimer(timer);
      idle.set(thread, timer);
    } else await thread.end();
    running--;
    waiting.shift()?.();
  }

  async function* run(name: string, input: unknown, options: RunOptions = {}) {
    const { signal, transfer = [] } = options;
    const thread = await acquire(signal);
    let leftMs = options.workMsMax ?? workMsMax;
    let usable = false;
    let request: Request = { parser: name, input };
    try {
      await thread.ready(signal);
      for (;;) {
        const began = performance.now();
        const handed = request === "next" ? [] : transfer;
        const answer = await thread.ask(request, { signal, leftMs, transfer: handed });
        leftMs -= performance.now() - began;
        usable = answer.kind === "end" || answer.kind === "failure";
        if (answer.kind === "end") return;
        if (answer.kind === "failure") throw new Failure(answer.code, answer.key, answer.params);
        if (answer.kind === "crash") throw invalid("files.unreadable", {}, answer.message);
        request = "next";
        yield answer.piece;
      }
    } finally {
      await release(thread, usable);
    }
  }

  return {
    // The script's own type says what each parser takes and gives.
    run: run as ParserHost<P>["run"],
    async [Symbol.asyncDispose]() {
      await Promise.all([...idle.keys()].map((thread) => takeIdle(thread).end()));
    },
  };
}
