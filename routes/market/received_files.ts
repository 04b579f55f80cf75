/** The form with links and files, read in the order in which its fields stand: the country before the files it is for. */
import { invalid } from "../../services/base/errors.ts";
import type { Intakes } from "../../services/market/mod.ts";
import { isSite, type Site, siteFacts } from "../../services/marketplace/mod.ts";
import { PASTED_TEXT_CHARS_MAX } from "./pasted.ts";
import { multipart } from "../frame/multipart.ts";

export const FILES_MAX = 20;
/** Most bytes of one character in UTF-8. */
const BYTES_A_CHAR = 4;

interface Received {
  readonly text: string;
  /** Ids of the captures, one a file. */
  readonly ids: readonly string[];
}

export async function receiveFiles(
  request: Request,
  intakes: Pick<Intakes, "receive">,
  fallback: Site,
): Promise<Received> {
  let text = "";
  let site = fallback;
  const ids: string[] = [];
  for await (const { name, filename, body } of multipart(request)) {
    if (filename) {
      if (ids.length === FILES_MAX) throw invalid("market.too_many_files", { max: FILES_MAX });
      const { currency } = siteFacts(site);
      ids.push((await intakes.receive(filename, body, { country: site, currency })).id);
    } else if (name === "text") text = await beginningOf(body, PASTED_TEXT_CHARS_MAX);
    else if (name === "site") {
      const chosen = await beginningOf(body, PASTED_TEXT_CHARS_MAX);
      if (isSite(chosen)) site = chosen;
    }
  }
  return { text, ids };
}

async function beginningOf(body: ReadableStream<Uint8Array>, chars: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of body) {
    if (bytes < chars * BYTES_A_CHAR) text += decoder.decode(piece, { stream: true });
    bytes += piece.length;
  }
  return text.slice(0, chars);
}
