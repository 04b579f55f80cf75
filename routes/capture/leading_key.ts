/**
 * Reads the capture key from the beginning of a form, before the rest of the form is read. The forms of the capture
 * button send it as their first field, so that a stranger's megabytes are neither read nor parsed.
 */

/** Room for the boundary and the headers of a part, and for the key itself. */
const LEADING_BYTES_MAX = 1_024;

const IN_URLENCODED = /^key=([\w-]*)(?:&|$)/;
const IN_MULTIPART =
  /^--[^\r\n]*\r\ncontent-disposition: form-data; name="?key"?\r\n(?:[^\r\n]+\r\n)*\r\n([\w-]*)\r\n/i;

interface Lead {
  /** Empty where the form does not begin with a key. */
  readonly key: string;
  /** The same request, which still has its whole body. */
  readonly request: Request;
}

export async function readLeadingKey(request: Request): Promise<Lead> {
  const { body } = request;
  if (!body) return { key: "", request };
  const isMultipart = request.headers.get("content-type")?.startsWith("multipart/form-data");
  const reader = body.getReader();
  const read: Uint8Array[] = [];
  const lead = new TextDecoder();
  let [text, key, done] = ["", "", false];
  while (!done && !key && text.length < LEADING_BYTES_MAX) {
    const next = await reader.read();
    done = next.done;
    if (next.value) read.push(next.value);
    text += lead.decode(next.value?.subarray(0, LEADING_BYTES_MAX), { stream: !done });
    key = keyIn(text.slice(0, LEADING_BYTES_MAX), isMultipart ?? false, done);
  }
  return { key, request: new Request(request, { body: resumed(read, reader) }) };
}

function keyIn(text: string, isMultipart: boolean, isWhole: boolean): string {
  if (isMultipart) return IN_MULTIPART.exec(text)?.[1] ?? "";
  // Without the next field's separator the key may go on in bytes that have not come yet.
  if (!isWhole && !text.includes("&")) return "";
  return IN_URLENCODED.exec(text)?.[1] ?? "";
}

function resumed(
  read: Uint8Array[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const value = read.shift() ?? (await reader.read()).value;
      if (value) controller.enqueue(value as Uint8Array<ArrayBuffer>);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}
