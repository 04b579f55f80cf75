/** Reads a form with files part by part as it comes in: nothing larger than a chunk is held in memory. */
import { invalid } from "../../services/base/errors.ts";
import { decodeFileName } from "./file_name.ts";

export interface Part {
  /** The form field. */
  readonly name: string;
  /** File name given by the device; `null` for a field that is not a file. */
  readonly filename: string | null;
  readonly body: ReadableStream<Uint8Array>;
}

const HEADER_BYTES_MAX = 16 * 1024;
const PARTS_MAX = 200;
const END = "--";

/**
 * Each part's body is read, or thrown away, before the next part is given.
 * @throws Failure `photos.upload_unread` for another kind of body, `photos.upload_cut` when it breaks off
 */
export async function* multipart(request: Request): AsyncGenerator<Part> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]{1,70})"?/i.exec(type)?.[1];
  if (!boundary || !request.body) throw invalid("photos.upload_unread");
  const delimiter = latin1(`\r\n--${boundary}`);
  const source = createSource(request.body);
  try {
    await drain(source, delimiter);
    for (let count = 0; !await isLast(source); count++) {
      if (count === PARTS_MAX) throw invalid("photos.upload_unread");
      const headers = await readText(source, latin1("\r\n\r\n"));
      const body = bodyOf(source, delimiter);
      yield { ...namesIn(headers), body: body.stream };
      await body.drained();
    }
  } finally {
    await source.cancel();
  }
}

interface Source {
  /** Reads the bytes before `mark` in chunks, then `null`; skips the mark. */
  until(mark: Uint8Array): Promise<Uint8Array | null>;
  /** Exactly so many bytes. */
  take(length: number): Promise<Uint8Array>;
  cancel(): Promise<void>;
}

function createSource(body: ReadableStream<Uint8Array>): Source {
  const reader = body.getReader();
  // A body may begin with its first delimiter, whose line break is then missing.
  let held: Uint8Array = latin1("\r\n");

  async function more(): Promise<void> {
    const { value, done } = await reader.read();
    if (done) throw invalid("photos.upload_cut");
    held = joined(held, value);
  }
  function cut(length: number): Uint8Array {
    const piece = held.subarray(0, length);
    held = held.subarray(length);
    return piece;
  }
  return {
    async until(mark) {
      for (;;) {
        const at = indexOf(held, mark);
        if (at === 0) return cut(mark.length) && null;
        if (at > 0) return cut(at);
        // The end of what is held may be the beginning of the mark.
        const sure = held.length - mark.length + 1;
        if (sure > 0) return cut(sure);
        await more();
      }
    },
    async take(length) {
      while (held.length < length) await more();
      return cut(length);
    },
    cancel: () => reader.cancel().catch(() => {}),
  };
}

function bodyOf(source: Source, delimiter: Uint8Array) {
  let ended = false;
  async function next(): Promise<Uint8Array | null> {
    const piece = ended ? null : await source.until(delimiter);
    ended ||= piece === null;
    return piece;
  }
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await next();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  }, { highWaterMark: 0 });
  return {
    stream,
    async drained() {
      while (await next());
    },
  };
}

async function drain(source: Source, mark: Uint8Array): Promise<void> {
  while (await source.until(mark));
}

async function isLast(source: Source): Promise<boolean> {
  return text(await source.take(2)) === END;
}

async function readText(source: Source, mark: Uint8Array): Promise<string> {
  let all: Uint8Array = new Uint8Array();
  for (let piece; (piece = await source.until(mark));) {
    all = joined(all, piece);
    if (all.length > HEADER_BYTES_MAX) throw invalid("photos.upload_unread");
  }
  return text(all);
}

/**
 * Browsers quote names and write quotes and line breaks in them as %22, %0D and %0A; scripts may leave out the quotes
 * or write `filename*=UTF-8''…`, which wins.
 */
function namesIn(headers: string): { name: string; filename: string | null } {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? "";
  const value = (name: string) => {
    const [, quoted, bare] =
      new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^";\\s]+))`, "i").exec(disposition) ?? [];
    return quoted?.replace(/%(22|0D|0A)/gi, (code) => decodeURIComponent(code)) ?? bare ?? null;
  };
  const extended = /[;\s]filename\*=([^;\s]+)/i.exec(disposition)?.[1];
  return {
    name: value("name") ?? "",
    filename: extended === undefined ? value("filename") : decodeFileName(extended),
  };
}

function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  const last = bytes.length - mark.length;
  for (let at = bytes.indexOf(mark[0]!); at !== -1 && at <= last;) {
    if (mark.every((byte, i) => bytes[at + i] === byte)) return at;
    at = bytes.indexOf(mark[0]!, at + 1);
  }
  return -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
