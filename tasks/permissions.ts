/**
 * What the app may touch, said in the words of Deno's flags: `deno task start` asks this before it starts
 * the app, since the data folder and the browser are settings.
 * `permissions.ts folder` prints the folders of data, `permissions.ts browser` the one program that the app may run.
 *
 * The network is open as a whole. Flags are fixed at the start, while the owner chooses in the running app which
 * mail server and which ntfy server take alerts, and each browser brings the address of its own maker's push
 * service: a list of names could only be wrong. What narrows it is the code: only adapters ask addresses, and
 * those that somebody typed are asked without following a redirect.
 */
import { type Config, type Environment, readConfig } from "../config.ts";
import { findInstalledBrowser } from "../services/lookups/adapters/installed_browser.ts";

/** With a setting that cannot be used the app gets nothing, starts, and says which one it is. */
const NOTHING = { folder: "/dev/null", browser: "/dev/null" };

/** Where the app may read and write, and what it may run. */
export function permissions(env: Environment): typeof NOTHING {
  const config = settings(env);
  if (!config) return NOTHING;
  const { dataDir, filesDir, browserPlaces } = config;
  return {
    // Deno's flags take several with commas between.
    folder: [...new Set([dataDir, filesDir])].join(","),
    browser: findInstalledBrowser(browserPlaces)?.path ?? NOTHING.browser,
  };
}

function settings(env: Environment): Config | null {
  try {
    return readConfig(env, Deno.build.os);
  } catch {
    return null;
  }
}

if (import.meta.main) {
  const { folder, browser } = permissions(Deno.env.get);
  const answer = Deno.args[0] === "browser" ? browser : folder;
  await Deno.stdout.write(new TextEncoder().encode(answer));
}
