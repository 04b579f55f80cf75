/**
 * Starts the browser as a child process controlled over two pipes: when this program ends, for whatever reason,
 * the pipes close and the browser exits. Puppeteer does not start it, because it would need permission to write
 * to the browser's own file.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { ConnectionTransport } from "puppeteer-core";

export interface BrowserProcess {
  readonly transport: ConnectionTransport;
  readonly pid: number | undefined;
  readonly exited: Promise<void>;
  /** Sends SIGKILL. */
  kill(): void;
}

/** Flags that keep an empty profile quiet and small; none of them hides that the browser is automated. */
const FLAGS = [
  "--headless=new",
  "--remote-debugging-pipe",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-crash-reporter",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-gpu",
  "--disable-sync",
  "--in-process-gpu",
  "--renderer-process-limit=1",
  // Keep the browser away from the owner's keychain.
  "--password-store=basic",
  "--use-mock-keychain",
];
/** The file descriptors that the browser expects with --remote-debugging-pipe. */
const TO_BROWSER = 3;
const FROM_BROWSER = 4;
const MESSAGE_END = "\0";

interface ProcessOptions {
  readonly path: string;
  readonly profile: string;
  /** BCP 47; sent as Accept-Language. */
  readonly language: string;
}

export function startBrowser({ path, profile, language }: ProcessOptions): BrowserProcess {
  const child = spawn(path, [
    ...FLAGS,
    `--user-data-dir=${profile}`,
    `--lang=${language}`,
    `--accept-lang=${language},${language.split("-")[0]}`,
    // The sandbox does not work for root, as in a container.
    ...(Deno.uid() === 0 ? ["--no-sandbox"] : []),
    "about:blank",
  ], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    env: { HOME: profile, PATH: "/usr/bin:/bin" },
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return {
    transport: transportOf(child),
    pid: child.pid,
    exited,
    kill: () => void child.kill("SIGKILL"),
  };
}

function transportOf(child: ChildProcess): ConnectionTransport {
  const to = child.stdio[TO_BROWSER] as Writable;
  const from = child.stdio[FROM_BROWSER] as Readable;
  const decoder = new TextDecoder();
  const transport: ConnectionTransport = {
    send: (message) => void to.write(message + MESSAGE_END),
    close: () => void to.end(),
  };
  let pieces: string[] = [];
  from.on("data", (bytes: Uint8Array) => {
    const [first = "", ...rest] = decoder.decode(bytes, { stream: true }).split(MESSAGE_END);
    pieces.push(first);
    for (const next of rest) {
      transport.onmessage?.(pieces.join(""));
      pieces = [next];
    }
  });
  from.on("close", () => transport.onclose?.());
  // Writing to a browser that has exited fails; the "close" event above reports the exit.
  for (const stream of [to, from]) stream.on("error", () => {});
  return transport;
}
