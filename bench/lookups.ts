/** Measures the peak memory of a look-up by the installed browser against the fake marketplace. */
import { createChromium } from "../services/lookups/adapters/chromium.ts";
import { tempFolder } from "../services/store/testing.ts";
import { startFakeVinted } from "../tests/fakes/vinted.ts";
import { findBrowser } from "../tests/support/browser_path.ts";
import { descendantsOf, heldMb } from "../tests/support/processes.ts";

/** @returns megabytes of all the browser's processes together, the maximum over the steps */
export async function lookupMb(): Promise<number> {
  const path = await findBrowser();
  if (!path) throw new Error("No Chromium: install one, or name it with CHROME_PATH.");
  await using folder = await tempFolder();
  await using vinted = startFakeVinted();
  const browser = createChromium({
    installed: () => ({ name: "Chromium", path }),
    folder: `${folder.path}/visits`,
    hosts: () => vinted.hosts,
  });
  await using visit = await browser.open("it", new AbortController().signal);
  const held = async () => await heldMb(await descendantsOf(Deno.pid));
  await visit.openPage("/");
  const afterFrontPage = await held();
  await visit.fetchApi({
    host: "www",
    path: "/web/gateway/svc-catalogue/items?per_page=96",
    headers: {},
  });
  const withResults = await held();
  await visit.openPage(`/items/${vinted.listings[0]!.id}`);
  return Math.max(afterFrontPage, withResults, await held());
}
