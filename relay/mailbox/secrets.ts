/** What the relay checks webhooks with: each sender's secret, from the text of a setting to the bytes of a key. */
import type { Source } from "../protocol_mail.ts";

/** As the relay uses it; absent for a source whose webhooks cannot be checked. */
export type WebhookSecrets = Readonly<Partial<Record<Source, Uint8Array>>>;

/** Real secrets of these senders have 32 characters and more; a shorter text is a mistake, or can be guessed. */
const SECRET_CHARS_MIN = 16;
/** Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const STANDARD_SECRET_BYTES_MIN = 24;

/** What a secret must look like; completes the sentence "… takes". */
export function expectedSecret(source: Source): string {
  return source === "generic"
    ? `a Standard Webhooks secret: whsec_ and at least ${STANDARD_SECRET_BYTES_MIN} bytes in base64`
    : `the sender's secret, at least ${SECRET_CHARS_MIN} characters`;
}

/** @returns null where no webhook could ever be checked with it */
export function readSecret(source: Source, text: string): Uint8Array | null {
  if (source === "generic") return readStandardSecret(text);
  return text.length < SECRET_CHARS_MIN ? null : new TextEncoder().encode(text);
}

/** Some senders write the version of the signature before it, as in `v1,whsec_…`. */
function readStandardSecret(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(text.replace(/^(?:v1,)?(?:whsec_)?/, ""));
    return bytes.length < STANDARD_SECRET_BYTES_MIN ? null : bytes;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
