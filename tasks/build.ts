/**
 * Bundles what the browser gets into `dist/`: each island into its own chunk that is fetched when a page has it,
 * and the styles into one sheet, with others for the pages that name them. Names carry a hash of their content,
 * so that they can be kept for ever.
 */
import * as esbuild from "esbuild";

const OUT = "dist";
const HASHED = "[name]-[hash]";
const SCRIPT = "islands.ts";
const STYLE = "static/css/main.css";
/** Beside it, on the pages that ask for them. */
const SHEETS = {
  market: "static/css/market.css",
  settings: "static/css/settings.css",
  shop: "static/css/shop.css",
};

async function islandNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir("islands")) {
    if (/^[A-Z]\w*\.tsx$/.test(name)) names.push(name.slice(0, -".tsx".length));
  }
  return names.sort();
}

/**
 * The entry of every page. A chunk is fetched when the page has its island. Pages with the navigation, which
 * only the owner sees, get the service worker where the browser allows one.
 */
function loader(names: readonly string[]): string {
  const table = names.map((name) => `${name}: () => import("./islands/${name}.tsx")`).join(",\n");
  return `import { startIslands } from "./islands/island_loader.ts";
startIslands({${table}});
if (navigator.serviceWorker && document.querySelector(".nav")) {
  const style = document.querySelector("link[rel=stylesheet]").getAttribute("href");
  navigator.serviceWorker.register("/service_worker.js?style=" + style);
}`;
}

async function build(): Promise<void> {
  await Deno.remove(OUT, { recursive: true }).catch(ignoreMissing);
  const shared = {
    bundle: true,
    minify: true,
    metafile: true,
    outdir: OUT,
    entryNames: HASHED,
    chunkNames: HASHED,
    assetNames: HASHED,
    tsconfigRaw: "{}",
  } as const;
  const scripts = await esbuild.build({
    ...shared,
    stdin: {
      resolveDir: ".",
      sourcefile: SCRIPT,
      loader: "ts",
      contents: loader(await islandNames()),
    },
    splitting: true,
    format: "esm",
    target: "es2022",
    // "precompile", which the server uses, makes markup that cannot be hydrated.
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const styles = await esbuild.build({
    ...shared,
    entryPoints: [STYLE, ...Object.values(SHEETS)],
    loader: { ".woff2": "file" },
  });
  // A chunk that is fetched later has an entry point too, so it is asked for by name.
  const entry = (outputs: esbuild.Metafile["outputs"], of: string) =>
    "/assets/" +
    Object.keys(outputs).find((file) => outputs[file]!.entryPoint === of)!.split("/").pop();
  await Deno.writeTextFile(
    `${OUT}/manifest.json`,
    JSON.stringify({
      script: entry(scripts.metafile.outputs, SCRIPT),
      style: entry(styles.metafile.outputs, STYLE),
      sheets: Object.fromEntries(
        Object.entries(SHEETS).map(([name, file]) => [name, entry(styles.metafile.outputs, file)]),
      ),
    }),
  );
  await esbuild.stop();
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

await build();
