/** For tests: phrases with their expected fields, and a comparison with the parser's result. */
import { category } from "../categories.ts";
import { colourById } from "../colours.ts";
import type { Language } from "../labels.ts";
import type { Understood } from "./understood.ts";

export interface Phrase {
  readonly text: string;
  readonly language: Language;
  /** Expected values by field, in the notation of the files in `testdata`. */
  readonly says: Readonly<Record<string, string>>;
}

/** Reads `testdata/phrases*.txt`: a phrase, and in the next line its facts. */
export function readPhrases(file: string): Phrase[] {
  const lines = file.split("\n").filter((line) => line.trim() && !line.startsWith("#"));
  return lines.flatMap((line, i) => {
    if (line.startsWith("  ")) return [];
    const [, language = "it", text = line] = /^\[(\w\w)\] (.*)$/.exec(line) ?? [];
    const facts = (lines[i + 1] ?? "").trim().split("; ").map((fact) => fact.split(": "));
    const says = Object.fromEntries(facts.map(([name, value = ""]) => [name, value]));
    return [{
      text,
      language: language as Language,
      says: says.kind ? { for: "women men", ...says } : says,
    }];
  });
}

const CENTS = 100;
const MM_PER_CM = 10;
const NONE = "-";

const entriesOf = (values: object): [string, unknown][] => Object.entries(values);

/** The parser's result in the same notation, without empty fields. */
export function inNotation(understood: Understood): Record<string, string> {
  const { facts, price, cost, box, lot, note } = understood;
  const keys = facts.candidates ?? (facts.category ? [facts.category.value] : []);
  const found = keys.map((key) => category(key)!);
  const said: Record<string, string | undefined> = {
    kind: [...new Set(found.map(({ kind }) => kind))].join("|") || undefined,
    for: found.map(({ audience }) => audience).join(" ") || undefined,
    brand: facts.brand?.value,
    model: facts.model?.value,
    size: facts.sizeLabel?.value,
    condition: facts.condition && String(facts.condition.value),
    colours: facts.colours?.value.map((id) => colourById(id)!.key).join(" "),
    pattern: facts.pattern?.value,
    material: facts.material?.value.map(({ fibre, percent }) =>
      percent === undefined ? fibre : `${fibre} ${percent}`
    ).join(" "),
    measures: facts.measures &&
      entriesOf(facts.measures.value).map(([name, mm]) => `${name} ${Number(mm) / MM_PER_CM}`)
        .join(" "),
    flaws: facts.flaws && (facts.flaws.value.join(" / ") || NONE),
    details: facts.details?.value,
    price: price && String(price.cents / CENTS),
    cost: cost && String(cost.cents / CENTS),
    box,
    lot,
    note: note || undefined,
  };
  return Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export interface Score {
  /** Facts that the phrases state. */
  stated: number;
  read: number;
  /** Fields with a wrong value, or with a value that the phrase does not state. */
  wrong: number;
  /** One line for each miss and each wrong field. */
  misses: string[];
}

/** Fields that keep words as typed, so they cannot be wrong. */
const FREE_FIELDS: ReadonlySet<string> = new Set(["note", "details"]);

export function scoreOf(
  phrases: readonly Phrase[],
  understand: (phrase: Phrase) => Understood,
): Score {
  const score: Score = { stated: 0, read: 0, wrong: 0, misses: [] };
  for (const phrase of phrases) {
    const found = inNotation(understand(phrase));
    for (const name of new Set([...Object.keys(phrase.says), ...Object.keys(found)])) {
      compareField(score, phrase, name, found[name]);
    }
  }
  return score;
}

function compareField(score: Score, { text, says }: Phrase, name: string, found?: string): void {
  const stated = says[name];
  if (stated === undefined && FREE_FIELDS.has(name)) return;
  if (stated !== undefined) score.stated += 1;
  if (stated !== undefined && isSame(name, stated, found)) {
    score.read += 1;
    return;
  }
  if (found !== undefined && !FREE_FIELDS.has(name)) score.wrong += 1;
  score.misses.push(`${text}\n    ${name}: ${stated ?? "nothing"}, but ${found ?? "nothing"}`);
}

function isSame(name: string, stated: string, found: string | undefined): boolean {
  if (found === undefined) return false;
  if (name === "size") return found === stated || found.startsWith(`${stated} / `);
  if (name === "measures" || name === "for") return sorted(stated) === sorted(found);
  return found.toLowerCase() === stated.toLowerCase();
}

/** "chest 50 length 51" in any order. */
const sorted = (text: string): string =>
  (text.match(/[a-z]+(?: [\d.]+)?/g) ?? []).toSorted().join(" ");
