/** The JavaScript of a page, as the browser fetches it: the loader, its islands, and what these share. */
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);

/** @returns kilobytes, gzip, of the page among these that has most */
export async function heaviestPage(pages: readonly string[]): Promise<number> {
  const sizes = await Promise.all(pages.map(pageKb));
  return Math.max(...sizes);
}

/** @param html a page as it was served */
export async function pageKb(html: string): Promise<number> {
  const entry = /<script type="module" src="\/assets\/([^"]+)"/.exec(html)![1]!;
  const islands = [...html.matchAll(/data-name="(\w+)"/g)].map(([, name]) => name!);
  const files = new Set<string>();
  await follow(entry, files);
  const own = await chunksOf(entry, new Set(islands));
  for (const chunk of own) await follow(chunk, files);
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await Deno.readFile(new URL(file, DIST))).length;
  return bytes / 1000;
}

/** The loader names each island's chunk in its table of imports. */
async function chunksOf(entry: string, islands: ReadonlySet<string>): Promise<string[]> {
  const code = await Deno.readTextFile(new URL(entry, DIST));
  return [...code.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, file]) => file!)
    .filter((file) => islands.has(file.replace(/-[A-Z0-9]+\.js$/, "")));
}

/** Adds a file and all that it imports at once. */
async function follow(file: string, seen: Set<string>): Promise<void> {
  if (seen.has(file)) return;
  seen.add(file);
  const code = await Deno.readTextFile(new URL(file, DIST));
  for (const [, next] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) {
    await follow(next!, seen);
  }
}
