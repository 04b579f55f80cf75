/** The languages that titles, labels and tags come in, and how data files write one name in all of them. */
export const LANGUAGES = ["it", "en", "fr", "de", "es"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Labels = Record<Language, string>;

/** "Cappotto | Coat | Manteau | Mantel | Abrigo", in the order of LANGUAGES. */
export function readLabels(line: string): Labels {
  const [it = "", en = "", fr = "", de = "", es = ""] = line.split("|").map((part) => part.trim());
  return { it, en, fr, de, es };
}

/** "cappotto, cappotti, coat" */
export function readWords(line: string): string[] {
  return line.split(",").map((word) => word.trim()).filter((word) => word !== "");
}
