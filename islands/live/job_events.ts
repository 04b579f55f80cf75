/**
 * Job events over one connection for each page and URL. Browsers allow six connections to a server, so a hidden page
 * closes its connection; when it is visible again, `hello` says whether it missed an event.
 */

/** A job with translated texts, as the server sends it. */
export interface LiveJob {
  id: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "dead" | "cancelled";
  stateWord: string;
  done: number;
  total: number;
  message: string;
}

interface JobListener {
  job(job: LiveJob): void;
  /** The connection stands. @param revision changes with each job that ends */
  hello?(revision: string): void;
  /** The server answered without a stream: the session has ended, or the relay cannot reach home. */
  refused?(): void;
}

interface Stream {
  readonly listeners: Set<JobListener>;
  /** Revision in the connection's `hello`; null without a connection. */
  revision(): string | null;
  open(): void;
  close(): void;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

const streams = new Map<string, Stream>();

/** @returns a function that stops listening */
export function followJobs(url: string, listener: JobListener): () => void {
  const stream = streams.get(url) ?? createStream(url);
  if (streams.size === 0) watchPage();
  streams.set(url, stream);
  stream.listeners.add(listener);
  stream.open();
  const revision = stream.revision();
  if (revision !== null) listener.hello?.(revision);
  return () => {
    stream.listeners.delete(listener);
    if (stream.listeners.size > 0) return;
    stream.close();
    streams.delete(url);
  };
}

function createStream(url: string): Stream {
  const listeners = new Set<JobListener>();
  let source: EventSource | null = null;
  let revision: string | null = null;
  let retry: ReturnType<typeof setTimeout>;
  let waitMs = FIRST_RETRY_MS;

  function open(): void {
    if (source || document.hidden) return;
    clearTimeout(retry);
    source = new EventSource(url);
    source.addEventListener("hello", ({ data }) => {
      waitMs = FIRST_RETRY_MS;
      revision = data;
      for (const { hello } of listeners) hello?.(data);
    });
    source.addEventListener("job", ({ data }) => {
      const job: LiveJob = JSON.parse(data);
      for (const listener of listeners) listener.job(job);
    });
    // The browser reconnects after a cut, but treats a refusal as final; this code then retries.
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      for (const { refused } of listeners) refused?.();
      retry = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, LAST_RETRY_MS);
    });
  }

  function close(): void {
    clearTimeout(retry);
    source?.close();
    source = null;
    revision = null;
  }

  return { listeners, revision: () => revision, open, close };
}

let watched = false;

/** A page in the back/forward cache must not hold a connection. */
function watchPage(): void {
  if (watched) return;
  watched = true;
  const each = (act: "open" | "close") => {
    for (const stream of streams.values()) stream[act]();
  };
  document.addEventListener("visibilitychange", () => each(document.hidden ? "close" : "open"));
  addEventListener("pagehide", () => each("close"));
  addEventListener("pageshow", () => each("open"));
  addEventListener("online", () => each("open"));
}
