/** Which test files are run. */
import type { FileSeconds } from "./test_times.ts";

const FOLDERS_WITHOUT_TESTS = ["node_modules", "dist"];
/** A file that takes longer is left out of the fast loop. */
const FAST_SECONDS_MAX = 2;

/** Every test file under a folder, relative to where the tests are run. */
export async function findTestFiles(folder = "."): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = folder === "." ? name : `${folder}/${name}`;
    const isHeld = name.startsWith(".") || FOLDERS_WITHOUT_TESTS.includes(name);
    if (isDirectory && !isHeld) found.push(...await findTestFiles(path));
    else if (/_test\.tsx?$/.test(name)) found.push(path);
  }
  return found;
}

/** Leaves out journeys in a browser, killed programs, reading of labels and all else that takes long. */
export function keepFast(paths: readonly string[], times: FileSeconds): string[] {
  return paths.filter((path) => (times.get(path) ?? 0) <= FAST_SECONDS_MAX);
}
