/** Finds the browser that the owner has installed; the app ships none. */
import type { InstalledBrowser } from "../browser.ts";

export interface BrowserPlaces {
  /** The owner's choice; no other browser is looked for when it is set. */
  readonly chromePath: string | null;
  /** The folders of PATH. */
  readonly searchPath: readonly string[];
}

const CHROMIUM = "Chromium";
const CHROME = "Google Chrome";
const BRAVE = "Brave";
const EDGE = "Microsoft Edge";

const APPLICATIONS: readonly (readonly [name: string, path: string])[] = [
  [CHROME, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  [CHROMIUM, "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  [BRAVE, "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"],
  [EDGE, "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"],
];
const COMMANDS: readonly (readonly [name: string, command: string])[] = [
  [CHROMIUM, "chromium"],
  [CHROMIUM, "chromium-browser"],
  [CHROME, "google-chrome"],
  [CHROME, "google-chrome-stable"],
  [BRAVE, "brave-browser"],
  [BRAVE, "brave"],
  [EDGE, "microsoft-edge"],
  [EDGE, "microsoft-edge-stable"],
];

export function findInstalledBrowser(
  { chromePath, searchPath }: BrowserPlaces,
  os: string = Deno.build.os,
): InstalledBrowser | null {
  if (chromePath) return isFile(chromePath) ? { name: nameOf(chromePath), path: chromePath } : null;
  const places = os === "darwin"
    ? APPLICATIONS
    : COMMANDS.flatMap(([name, command]) =>
      searchPath.filter((folder) => folder.startsWith("/"))
        .map((folder) => [name, `${folder.replace(/\/$/, "")}/${command}`] as const)
    );
  const found = places.find(([, path]) => isFile(path));
  return found ? { name: found[0], path: found[1] } : null;
}

function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return COMMANDS.find(([, command]) => command === file)?.[0] ?? file;
}

/** A file that may not be read counts as absent: the app's permissions name the one browser that it may run. */
function isFile(path: string): boolean {
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return false;
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
