/**
 * News of jobs, over one connection a page and address. Browsers allow six connections to a server, so a page
 * that nobody sees lets its connection go; when it is seen again, `hello` tells whether it has missed something.
 */

/** A job in words, as the server sends it. */
export interface LiveJob {
  id: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "dead" | "cancelled";
  stateWord: string;
  done: number;
  total: number;
  message: string;
}

export interface JobListener {
  job(job: LiveJob): void;
  /** The connection stands. @param revision changes with each job that ends */
  hello?(revision: string): void;
  /** The server answered, but with no stream: the session has ended, or the relay has no way home. */
  refused?(): void;
}

interface Stream {
  readonly listeners: Set<JobListener>;
  /** What the connection began with; null while there is none. */
  revision(): string | null;
  open(): void;
  close(): void;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

const streams = new Map<string, Stream>();

/** @returns how to stop listening */
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
    // A cut connection is taken up again by the browser; a refusal is final for it, but not for us.
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

/** A page that is kept for the back button must hold no connection either. */
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
