/** History of an item: every change with the values before and after, so that it can be undone. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { conflict } from "../base/errors.ts";
import type { Json } from "../store/mod.ts";
import { ActorSchema, type Item } from "./item.ts";

export const HISTORY_KINDS = [
  "created",
  "edited",
  "described", // the seller said what it is
  "read", // a tag, a photo or an import said what it is
  "moved",
  "trashed",
  "restored",
  "undone",
] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

const JsonSchema = z.custom<Json>((value) => value !== undefined);

const FieldChangeSchema = z.object({
  /** "box", or "facts.brand" for one of several. */
  path: z.string(),
  /** Absent where there was nothing. */
  before: JsonSchema.optional(),
  after: JsonSchema.optional(),
});
export type FieldChange = z.infer<typeof FieldChangeSchema>;

export const HistoryEntrySchema = z.object({
  id: z.string(),
  itemId: z.string(),
  at: z.number(),
  by: ActorSchema,
  kind: z.enum(HISTORY_KINDS),
  /** Empty for "created": everything was new. */
  changes: z.array(FieldChangeSchema),
  batchId: z.string().optional(),
  /** The entry that this one took back. */
  undoes: z.string().optional(),
  /** The entry that took this one back. */
  undoneBy: z.string().optional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntrySchema>;

/** Fields that are not part of the history: technical ones, and those that another service owns and undoes itself. */
const UNTRACKED_FIELDS: ReadonlySet<string> = new Set([
  "id",
  "number",
  "createdAt",
  "updatedAt",
  "cover",
  "photoCount",
  "importKey",
]);
/** Told part by part, so that two changes of different facts do not stand in each other's way. */
const NESTED: ReadonlySet<string> = new Set(["facts", "leftEmpty"]);

type Fields = Record<string, Json>;

/** @param before, after without keys that hold `undefined`, as the store gives them */
export function differences(before: Item, after: Item): FieldChange[] {
  const [was, is] = [flat(before), flat(after)];
  const paths = new Set([...was.keys(), ...is.keys()]);
  return [...paths]
    .filter((path) => !isDeepStrictEqual(was.get(path), is.get(path)))
    .map((path) => ({
      path,
      ...(was.has(path) && { before: was.get(path) }),
      ...(is.has(path) && { after: is.get(path) }),
    }));
}

function flat(item: Item): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [name, value] of Object.entries(item as unknown as Fields)) {
    if (UNTRACKED_FIELDS.has(name)) continue;
    if (!NESTED.has(name)) found.set(name, value);
    else {for (const [part, fact] of Object.entries(value as Fields)) {
        found.set(`${name}.${part}`, fact);
      }}
  }
  return found;
}

/** Throws Failure `inventory.changed_since` when a field no longer holds what these changes left. */
export function takenBack(item: Item, changes: readonly FieldChange[]): Item {
  const now = flat(item);
  const next = structuredClone(item) as unknown as Fields;
  for (const { path, before, after } of changes) {
    if (!isDeepStrictEqual(now.get(path), after)) {
      throw conflict("inventory.changed_since", { field: fieldOf(path) });
    }
    put(next, path, before);
  }
  return next as unknown as Item;
}

/** The name that labels know: "facts.brand" is "brand". */
export const fieldOf = (path: string): string => path.split(".").at(-1)!;

function put(item: Fields, path: string, value: Json | undefined): void {
  const [name, part] = path.split(".") as [string, string?];
  if (part === undefined) return assign(item, name, value);
  const parts = { ...item[name] as Fields | undefined };
  assign(parts, part, value);
  const gone = name === "leftEmpty" && Object.keys(parts).length === 0;
  assign(item, name, gone ? undefined : parts);
}

function assign(fields: Fields, name: string, value: Json | undefined): void {
  if (value === undefined) delete fields[name];
  else fields[name] = value;
}
