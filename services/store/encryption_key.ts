/** The key of sealed fields: a file beside the data that only its owner reads, or a setting. */
import { invalid } from "../base/errors.ts";
import { ENCRYPTION_KEY_BYTES } from "./sealer.ts";

const ONLY_OWNER = 0o600;

/** Throws Failure `common.bad_key` when the text is not 32 bytes in base64. */
export function parseKey(base64: string): Uint8Array<ArrayBuffer> {
  try {
    const key = Uint8Array.fromBase64(base64.trim());
    if (key.length === ENCRYPTION_KEY_BYTES) return key;
  } catch (cause) {
    throw invalid("common.bad_key", {}, cause);
  }
  throw invalid("common.bad_key");
}

/** Without this file sealed fields are lost, so a new key is on the disk before it is used. */
export async function loadOrCreateKey(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const key = parseKey(await Deno.readTextFile(file));
    await Deno.chmod(file, ONLY_OWNER);
    return key;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return await createKey(file);
  }
}

async function createKey(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = crypto.getRandomValues(new Uint8Array(ENCRYPTION_KEY_BYTES));
  const temporary = `${file}.new`;
  {
    using written = await Deno.open(temporary, {
      write: true,
      create: true,
      truncate: true,
      mode: ONLY_OWNER,
    });
    await written.write(new TextEncoder().encode(`${key.toBase64()}\n`));
    await written.sync();
  }
  await Deno.rename(temporary, file);
  return key;
}
