/**
 * Starts one parser's worker and ends it. Starting a worker with a limit of memory holds up the thread that starts
 * it for a tenth of a second; this thread has nothing else to do, and gives the worker no more permissions than
 * it has itself.
 */
import { type MessagePort as NodePort, Worker } from "node:worker_threads";

/** From the host: start, then, once, end. */
export type StarterRequest = StartRequest | "end";

interface StartRequest {
  /** The module that calls `serveParsers`. */
  readonly script: string;
  /** Over it the worker and the host talk directly. */
  readonly port: MessagePort;
  readonly heapMegabytesMax: number;
}

/** To the host: the worker is gone, by request or by itself, with the reason. */
export interface WorkerGone {
  readonly reason: string;
}

interface StarterScope {
  onmessage: ((event: MessageEvent<StarterRequest>) => void) | null;
  postMessage(message: WorkerGone): void;
}
const scope = globalThis as unknown as StarterScope;

let worker: Worker | null = null;

function start({ script, port, heapMegabytesMax }: StartRequest): void {
  let reason = "It ended.";
  worker = new Worker(new URL(script), {
    workerData: port,
    // Any transferable port will do, whatever the types of Node say.
    transferList: [port as unknown as NodePort],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
  });
  worker.on("error", (error) => reason = String(error));
  worker.on("exit", () => scope.postMessage({ reason }));
}

scope.onmessage = ({ data }) => {
  if (data === "end") worker?.terminate();
  else start(data);
};
