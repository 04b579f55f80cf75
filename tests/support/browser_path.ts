/** The Chromium that the tests drive: the very one that the app would find. */
import { browserPlaces } from "../../config.ts";
import { findInstalledBrowser } from "../../services/lookups/adapters/installed_browser.ts";

/** @returns the program's path, or `null` where there is none */
export function findBrowser(): Promise<string | null> {
  return Promise.resolve(findInstalledBrowser(browserPlaces(Deno.env.get))?.path ?? null);
}
