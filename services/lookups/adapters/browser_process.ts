/**
 * The browser as a child process that is spoken to over two pipes: when this program ends, however it ends, the
 * pipes close and the browser goes with it. Started here and not by puppeteer, which would ask for leave to
 * write to the browser's own file.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { ConnectionTransport } from "puppeteer-core";

export interface BrowserProcess {
  readonly transport: ConnectionTransport;
  readonly pid: number | undefined;
  readonly exited: Promise<void>;
  /** At once: nothing is asked of the browser. */
  kill(): void;
}

/** Only what an empty profile needs to be quiet and small; nothing that hides what it is. */
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
  // Nothing of the owner's keychain is asked for.
  "--password-store=basic",
  "--use-mock-keychain",
];
/** The ends of the pipes, as the browser expects them. */
const TO_BROWSER = 3;
const FROM_BROWSER = 4;
const MESSAGE_END = "\0";

export interface ProcessOptions {
  readonly path: string;
  readonly profile: string;
  /** Which language it asks pages for, as the owner of such a browser in that country would. */
  readonly language: string;
}

export function startBrowser({ path, profile, language }: ProcessOptions): BrowserProcess {
  const child = spawn(path, [
    ...FLAGS,
    `--user-data-dir=${profile}`,
    `--lang=${language}`,
    `--accept-lang=${language},${language.split("-")[0]}`,
    // Its sandbox does not work for root, as in a container.
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
  // A browser that has gone takes nothing more: that is heard by the close above.
  for (const stream of [to, from]) stream.on("error", () => {});
  return transport;
}
