/**
 * `deno task bench`: the promises, measured on a real app over loopback. `--json` prints one object, `--quick`
 * measures a small wardrobe, to see whether the bench itself works.
 */
import { exportAll, importTable } from "./transfer.ts";
import { lists } from "./lists.ts";
import { lookupMb } from "./lookups.ts";
import { market } from "./market.ts";
import { residentMb } from "./memory.ts";
import { heaviestPage } from "./page_js.ts";
import { preparePhotos } from "./photos.ts";
import { coldStart } from "./start.ts";
import { round } from "./timing.ts";
import { worstWaitMs } from "./waits.ts";
import { startHouse } from "../tests/support/house.ts";
import { comeBack, moveIn } from "../tests/support/owner.ts";

const PAGES = [
  "/",
  "/items",
  "/items/new",
  "/items/1",
  "/items/1/edit",
  "/items/1/listing",
  "/items/1/copy",
  "/jobs",
  "/import",
  "/export",
  "/settings",
  "/settings/ai",
];

const quick = Deno.args.includes("--quick");
const ITEMS = quick ? 1_000 : 10_000;
const PHOTOS = quick ? 2 : 20;
const LISTINGS = quick ? 10_000 : 100_000;

/** What was promised, and in which direction. */
const PROMISES: Record<string, string> = {
  cold_start_ms: "< 1000",
  rss_idle_mb: "< 150",
  list_p99_ms: "< 50",
  search_p99_ms: "< 50",
  page_js_kb_gzip: "< 20",
  suggest_p99_ms_100k: "< 50",
  suggest_growth_10x: "< 1.25",
  evidence_import_10k_s: "< 3",
  lookup_mb: "< 400",
  worst_wait_ms: "< 200",
};

async function measure() {
  const dataDir = await Deno.makeTempDir({ prefix: "vinted-optimizer-bench-" });
  try {
    const house = await startHouse({ dataDir });
    const owner = await moveIn(house);
    const { read } = owner;
    await read("/");
    const rss_idle_mb = await residentMb(house.pid);
    const import_s = await importTable(owner, ITEMS);
    const listTimes = await lists(owner);
    const export_s = await exportAll(owner);
    const photos20_s = await preparePhotos(owner, PHOTOS);
    const rss_loaded_mb = await residentMb(house.pid);
    const page_js_kb_gzip = await heaviestPage(await Promise.all(PAGES.map((path) => read(path))));
    await house.stop();
    const cold_start_ms = await coldStart(dataDir);
    const worst_wait_ms = await worstWait(dataDir, owner.cookie);
    const marketTimes = await market(LISTINGS);
    const lookup_mb = await lookupMb();
    return {
      cold_start_ms,
      rss_idle_mb,
      rss_loaded_mb,
      ...listTimes,
      photos20_s,
      export_s,
      import_s,
      page_js_kb_gzip,
      worst_wait_ms,
      ...marketTimes,
      lookup_mb,
    };
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** After the other measures, since evidence comes in with the files. */
async function worstWait(dataDir: string, cookie: string): Promise<number> {
  const house = await startHouse({ dataDir });
  try {
    return await worstWaitMs(comeBack(house, cookie));
  } finally {
    await house.stop();
  }
}

const found = Object.fromEntries(
  Object.entries(await measure()).map(([name, value]) => [name, round(value)]),
);
const out = Deno.args.includes("--json") ? JSON.stringify(found) : table(found);
await Deno.stdout.write(new TextEncoder().encode(`${out}\n`));

function table(found: Record<string, number>): string {
  const rows = Object.entries(found).map(([name, value]) =>
    `${name.padEnd(22)} ${String(value).padStart(10)}   ${PROMISES[name] ?? ""}`
  );
  return ["measure                     value   promised", ...rows].join("\n");
}
