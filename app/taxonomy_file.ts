/** Loads a newer taxonomy from the data folder, since its ids and labels change between releases. */
import { invalid } from "../services/base/errors.ts";
import { loadTaxonomyFile, type Refreshed } from "../services/taxonomy/mod.ts";

export const TAXONOMY_FILE = "taxonomy.json";

/** @returns `null` where there is no such file. @throws Failure `taxonomy.bad_file` for one that is wrong */
export async function refreshTaxonomy(dataDir: string): Promise<Refreshed | null> {
  const text = await readIfThere(`${dataDir}/${TAXONOMY_FILE}`);
  if (text === null) return null;
  try {
    return loadTaxonomyFile(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid("taxonomy.bad_file", { place: TAXONOMY_FILE }, error);
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
