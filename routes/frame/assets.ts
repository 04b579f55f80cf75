/** Serves static files: those of the build, whose names contain their hash, and a few with fixed names. */
import { Hono } from "hono";

export type Sheet = "market" | "settings" | "shop";

export interface Assets {
  /** URLs of the page's script and styles. */
  readonly script: string;
  readonly style: string;
  /** More styles, for the pages that name them. */
  readonly sheets?: Readonly<Partial<Record<Sheet, string>>>;
  /** Files by path. */
  readonly files: ReadonlyMap<string, Asset>;
}

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Its name changes when its content does. */
  readonly forEver: boolean;
}

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};
const FOR_EVER = "public, max-age=31536000, immutable";
const AN_HOUR = "public, max-age=3600";

export function assetTypeOf(name: string): string | undefined {
  return TYPES[name.split(".").pop()!];
}

export function assetRoutes({ files }: Assets): Hono {
  const app = new Hono();
  for (const [path, { bytes, type, forEver }] of files) {
    app.get(path, (c) =>
      c.body(bytes, 200, {
        "content-type": type,
        "cache-control": forEver ? FOR_EVER : AN_HOUR,
      }));
  }
  return app;
}
