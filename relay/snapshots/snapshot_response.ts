/** Builds the response for a snapshot, with the time at which it was taken. */
import { AS_OF_MARK, type SnapshotKey } from "../protocol/snapshots.ts";
import type { Snapshot } from "./snapshot_store.ts";

const ETAG_CHARS = 24;
const IMMUTABLE = "public, max-age=31536000, immutable";
/** Home may be back at any moment. */
const SHORT_LIVED = "public, max-age=30";
/** The same policy as home's own pages. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NOTES = {
  it: (when: string) =>
    `Pagina del ${when}: il computer di chi vende è spento. Prezzi e disponibilità possono essere cambiati.`,
  en: (when: string) =>
    `Page as of ${when}: the seller’s computer is off. Prices and what is left may have changed.`,
};
const DATES = { it: dates("it-IT"), en: dates("en-GB") };

function dates(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/Rome",
  });
}

export function createSnapshotResponse(
  request: Request,
  key: SnapshotKey,
  snapshot: Snapshot,
  now: number,
): Response {
  const { path, lang } = key;
  const { type, etag, asOf } = snapshot;
  const isFixed = /^\/shop\/(?:images|assets)\//.test(path);
  const name = isFixed
    ? `"${etag.slice(0, ETAG_CHARS)}"`
    : `"${etag.slice(0, ETAG_CHARS)}-${asOf.toString(36)}"`;
  const headers = new Headers({
    "content-type": type,
    "cache-control": isFixed ? IMMUTABLE : SHORT_LIVED,
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    etag: name,
  });
  if (!isFixed) {
    headers.set("age", String(Math.max(0, Math.floor((now - asOf) / 1_000))));
    headers.set("x-as-of", new Date(asOf).toISOString());
  }
  if (lang) {
    headers.set("vary", "accept-language");
    headers.set("content-language", lang);
  }
  if (hasEtag(request, name)) return new Response(null, { status: 304, headers });
  const body = lang ? withTime(snapshot, lang) : Uint8Array.from(snapshot.body);
  headers.set("content-length", String(body.length));
  return new Response(request.method === "HEAD" ? null : body, { headers });
}

function withTime({ body, asOf }: Snapshot, lang: "it" | "en"): Uint8Array<ArrayBuffer> {
  const line = `<p role="note">${NOTES[lang](DATES[lang].format(asOf))}</p>`;
  return new TextEncoder().encode(new TextDecoder().decode(body).replace(AS_OF_MARK, line));
}

function hasEtag({ headers }: Request, name: string): boolean {
  const tags = headers.get("if-none-match")?.split(",").map((tag) => tag.trim()) ?? [];
  return tags.some((tag) => tag === "*" || tag.replace(/^W\//, "") === name);
}
