/** The category that a cell names: our key, a path of labels, one label, or words that give it away. */
import { categories, type Category, pathTo, recogniseText } from "../../taxonomy/mod.ts";
import { plain } from "./plain.ts";

const PATH_MARK = " > ";
const LABEL_LANGUAGES = ["it", "en"] as const;

export const pathInWords = (key: string, language: "it" | "en"): string =>
  pathTo(key).map(({ labels }) => labels[language]).join(PATH_MARK);

export function readCategory(text: string): string | null {
  const { names } = known();
  return names.get(plain(text)) ?? recogniseText(text).category?.value ?? null;
}

let made: { of: readonly Category[]; names: Map<string, string> } | null = null;

/** Made anew when the taxonomy was refreshed. */
function known() {
  const all = categories();
  if (made?.of !== all) made = { of: all, names: namesOf(all) };
  return made;
}

/** A label that several categories share names none of them; a key and a path always do. */
function namesOf(all: readonly Category[]): Map<string, string> {
  const names = new Map<string, string>();
  const shared = new Set<string>();
  for (const { key, labels } of all) {
    for (const language of LABEL_LANGUAGES) {
      const label = plain(labels[language]);
      if (names.has(label) && names.get(label) !== key) shared.add(label);
      names.set(label, key);
    }
  }
  for (const label of shared) names.delete(label);
  for (const { key } of all) {
    names.set(plain(key), key);
    for (const language of LABEL_LANGUAGES) names.set(plain(pathInWords(key, language)), key);
  }
  return names;
}
