/** One worker that parses: started, asked, and ended when it takes too long. */
import { invalid } from "../../base/errors.ts";
import type { Answer, Request } from "../parsers.ts";
import type { StarterRequest, WorkerGone } from "./worker_starter.ts";

interface ThreadOptions {
  readonly script: URL;
  readonly heapMegabytesMax: number;
  /** Folders that the worker may read, besides this program. */
  readonly read: readonly string[];
}

interface AskOptions {
  readonly signal: AbortSignal | undefined;
  /** @throws Failure `files.too_heavy` after so long */
  readonly leftMs: number;
  /** Buffers of the request that are handed over instead of copied. */
  readonly transfer: readonly ArrayBuffer[];
}

export interface ParserThread {
  /** Until the script is loaded, which is not the parser's work. */
  ready(signal: AbortSignal | undefined): Promise<void>;
  /** One request at a time. */
  ask(request: Request, options: AskOptions): Promise<Answer>;
  /** Ends the worker at once. */
  end(): Promise<void>;
}

const STARTER = new URL("./worker_starter.ts", import.meta.url);
/** The modules of this program and the packages that they import. */
const PROGRAM = new URL("../../../", import.meta.url);

/** @param gone hears when the worker ended by itself */
export function startParserThread(
  { script, heapMegabytesMax, read }: ThreadOptions,
  gone: () => void,
): ParserThread {
  const { port1: port, port2 } = new MessageChannel();
  const starter = new Worker(STARTER, {
    type: "module",
    deno: { permissions: { read: [PROGRAM, ...read] } },
  });
  const loaded = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<WorkerGone>();
  const send = (request: StarterRequest, transfer: Transferable[] = []) =>
    starter.postMessage(request, transfer);
  starter.onmessage = ({ data }: MessageEvent<WorkerGone>) => ended.resolve(data);
  starter.onerror = (event) => {
    event.preventDefault();
    ended.resolve({ reason: event.message });
  };
  ended.promise.then(() => {
    starter.terminate();
    port.close();
    gone();
  });
  // The first message says that the script is loaded.
  port.onmessage = () => loaded.resolve();
  send({ script: script.href, port: port2, heapMegabytesMax }, [port2]);

  return {
    async ready(signal) {
      await unlessAborted(Promise.race([loaded.promise, ended.promise]), signal);
    },
    async ask(request, { signal, leftMs, transfer }) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      port.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
      ended.promise.then(({ reason }) => resolve({ kind: "crash", message: reason }));
      const timer = setTimeout(() => reject(invalid("files.too_heavy")), Math.max(0, leftMs));
      port.postMessage(request, [...transfer]);
      try {
        return await unlessAborted(promise, signal);
      } finally {
        clearTimeout(timer);
      }
    },
    async end() {
      send("end");
      await ended.promise;
    },
  };
}

/** @throws the signal's reason */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal!.reason);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
