/** The worker's side: answers the host's requests with the parsers of its script. */
import { workerData } from "node:worker_threads";
import { isFailure } from "../../base/errors.ts";
import type { Answer, Parsers, Request } from "../parsers.ts";

/** Called once by a worker's script. The host sends one request at a time. */
export function serveParsers(parsers: Parsers): void {
  const port: MessagePort = workerData;
  let pieces: AsyncIterator<unknown> | null = null;

  async function answer(request: Request): Promise<Answer> {
    try {
      if (request !== "next") {
        // `ParserHost.run` has checked that the input is the one that this parser takes.
        pieces = parsers[request.parser]!(request.input as never)[Symbol.asyncIterator]();
      }
      const { done, value } = await pieces!.next();
      return done ? { kind: "end" } : { kind: "piece", piece: value };
    } catch (error) {
      if (!isFailure(error)) return { kind: "crash", message: String(error) };
      const { code, key, params } = error;
      return { kind: "failure", code, key, params };
    }
  }

  // The first message says that the script is loaded.
  port.postMessage("ready");
  port.onmessage = async ({ data }: MessageEvent<Request>) => port.postMessage(await answer(data));
}
