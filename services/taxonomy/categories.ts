/** The tree of categories. Keys are ours and stay; the marketplace's ids and labels may be refreshed. */
import { z } from "zod";
import type { Measure } from "./facts.ts";
import { type Kind, KINDS } from "./kinds.ts";
import type { Labels } from "./labels.ts";
import boys from "./data/categories_boys.json" with { type: "json" };
import girls from "./data/categories_girls.json" with { type: "json" };
import men from "./data/categories_men.json" with { type: "json" };
import women from "./data/categories_women.json" with { type: "json" };

const AUDIENCES = ["women", "men", "girls", "boys", "kids"] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface Category {
  /** "women.blazers" */
  readonly key: string;
  readonly parent: string | null;
  readonly labels: { readonly it: string; readonly en: string } & Readonly<Partial<Labels>>;
  /** Singular, for titles: "Blazer". */
  readonly noun: Labels;
  /** The marketplace's id; absent where it is not known. */
  readonly vintedId?: number;
  readonly sizeGroup?: string;
  /** Measures that buyers ask for, most asked first. */
  readonly measures: readonly Measure[];
  readonly leaf: boolean;
  readonly audience: Audience;
  /** The kind of garment, shared by all departments. */
  readonly kind?: string;
}

const Row = z.tuple([z.string(), z.string(), z.number().int(), z.string(), z.string()]);
const CategoriesFile = z.object({
  department: z.object({
    key: z.enum(AUDIENCES),
    parent: z.string().nullable(),
    it: z.string(),
    en: z.string(),
    vintedId: z.number().int(),
    sizeGroup: z.string().optional(),
  }),
  /** Where a size group begins; children inherit it, null ends it. */
  sizeGroups: z.record(z.string(), z.string().nullable()),
  children: z.record(z.string(), z.array(Row)),
});
type CategoriesFile = z.infer<typeof CategoriesFile>;

const KIDS: Category = {
  key: "kids",
  parent: null,
  labels: { it: "Bambini", en: "Kids" },
  noun: { it: "Bambini", en: "Kids", fr: "Enfants", de: "Kinder", es: "Niños" },
  vintedId: 1193,
  measures: [],
  leaf: false,
  audience: "kids",
};

function kindOf(key: string): Kind {
  const kind = KINDS.get(key);
  if (!kind) throw new Error(`No kind ${key}`);
  return kind;
}

function root({ department }: CategoriesFile): Category {
  const { it, en, key, parent, vintedId, sizeGroup } = department;
  const noun = { it, en, fr: en, de: en, es: en };
  return {
    key,
    parent,
    labels: { it, en },
    noun,
    vintedId,
    ...(sizeGroup && { sizeGroup }),
    measures: [],
    leaf: false,
    audience: key,
  };
}

/** Parents come before their children, in the order they are shown. */
function readDepartment(data: unknown): Category[] {
  const file = CategoriesFile.parse(data);
  const { key: audience } = file.department;
  const top = root(file);
  const below = (parent: Category, part: string): Category[] =>
    (file.children[part] ?? []).flatMap(([name, kindKey, vintedId, it, en]) => {
      const kind = kindOf(kindKey);
      const sizeGroup = name in file.sizeGroups ? file.sizeGroups[name] : parent.sizeGroup;
      const category: Category = {
        key: `${audience}.${name}`,
        parent: parent.key,
        labels: { it, en },
        noun: kind.noun,
        vintedId,
        ...(sizeGroup && { sizeGroup }),
        measures: kind.measures,
        leaf: !(name in file.children),
        audience,
        kind: kind.key,
      };
      return [category, ...below(category, name)];
    });
  return [top, ...below(top, "")];
}

const BUILT_IN: readonly Category[] = [
  ...readDepartment(women),
  ...readDepartment(men),
  KIDS,
  ...readDepartment(girls),
  ...readDepartment(boys),
];

let all: readonly Category[] = BUILT_IN;
let byKey = index(all);

function index(categories: readonly Category[]): Map<string, Category> {
  return new Map(categories.map((category) => [category.key, category]));
}

/** All categories, each after its parent. */
export const categories = (): readonly Category[] => all;

export const category = (key: string): Category | undefined => byKey.get(key);

/** The direct children; the departments for null. */
export const childrenOf = (key: string | null): readonly Category[] =>
  all.filter((candidate) => candidate.parent === key);

/** From the department down to the category itself; empty for an unknown key. */
export function pathTo(key: string): readonly Category[] {
  const found = byKey.get(key);
  if (!found) return [];
  return [...(found.parent ? pathTo(found.parent) : []), found];
}

/** Used by a refresh: what it names is overlaid, everything else stays. */
export function mergeCategories(changes: ReadonlyMap<string, Partial<Category>>): void {
  all = all.map((category) => ({ ...category, ...changes.get(category.key) }));
  byKey = index(all);
}

export function restoreCategories(): void {
  all = BUILT_IN;
  byKey = index(all);
}
