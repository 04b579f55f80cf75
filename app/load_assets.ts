/** Reads into memory what the build and `static/` hold for the browser. */
import { type Asset, type Assets, assetTypeOf } from "../routes/frame/assets.ts";

export async function loadAssets(root: URL): Promise<Assets> {
  const files = new Map<string, Asset>();
  await addFolder(files, new URL("dist/", root), "/assets/", true);
  await addFolder(files, new URL("static/root/", root), "/", false);
  const manifest = await Deno.readTextFile(new URL("dist/manifest.json", root));
  return { ...JSON.parse(manifest) as Pick<Assets, "script" | "style" | "sheets">, files };
}

async function addFolder(
  files: Map<string, Asset>,
  folder: URL,
  prefix: string,
  forEver: boolean,
): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const type = assetTypeOf(name);
    if (!isFile || !type) continue;
    const bytes = await Deno.readFile(new URL(name, folder));
    files.set(prefix + name, { bytes, type, forEver });
  }
}
