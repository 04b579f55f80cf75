/** A market look-up by the installed browser against the fake marketplace: how much memory it holds at its fullest. */
import { createChromium } from "../services/lookups/adapters/chromium.ts";
import { tempFolder } from "../services/store/testing.ts";
import { startFakeVinted } from "../tests/fakes/vinted.ts";
import { findBrowser } from "../tests/support/browser_path.ts";
import { descendantsOf, heldMb } from "../tests/support/processes.ts";

/** @returns megabytes of all its processes together, the most of what was seen after each step */
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
  await visit.page("/");
  const atTheDoor = await held();
  await visit.ask({
    host: "www",
    path: "/web/gateway/svc-catalogue/items?per_page=96",
    headers: {},
  });
  const withResults = await held();
  await visit.page(`/items/${vinted.listings[0]!.id}`);
  return Math.max(atTheDoor, withResults, await held());
}
