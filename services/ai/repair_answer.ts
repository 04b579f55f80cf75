/** Takes the values of an answer that fit the schema, and leaves out those that do not. */
import type { z } from "zod";

/** Each round drops the values that the schema refused; a value deep inside may take its parents with it. */
const ROUNDS_MAX = 6;

type Path = readonly PropertyKey[];

/** @returns null where nothing of the answer fits */
export function repairAnswer<S extends z.ZodType>(answer: unknown, schema: S): z.infer<S> | null {
  const value = structuredClone(answer);
  const dropped = new Set<string>();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const { success, data, error } = schema.safeParse(value);
    if (success) return isEmpty(data) ? null : data;
    // From the end, so that the indices of a list stay right while its entries are removed.
    for (const issue of [...error.issues].reverse()) {
      let path: Path = issue.path;
      while (path.length > 0 && dropped.has(path.join())) path = path.slice(0, -1);
      if (path.length === 0) return null;
      dropped.add(path.join());
      dropValue(value, path, issue);
    }
  }
  return null;
}

function dropValue(root: unknown, path: Path, issue: z.core.$ZodIssue): void {
  const parent = path.slice(0, -1).reduce<unknown>((value, key) => valueAt(value, key), root);
  const key = path.at(-1)!;
  if (typeof parent !== "object" || parent === null) return;
  const replacement = replacementFor(valueAt(parent, key), issue);
  if (Array.isArray(parent) && replacement === null) parent.splice(Number(key), 1);
  else Object.assign(parent, { [key]: replacement });
}

/** A list or text that is too long is cut, a missing list is empty, everything else is unknown. */
function replacementFor(value: unknown, issue: z.core.$ZodIssue): unknown {
  const tooLong = issue.code === "too_big" && (Array.isArray(value) || typeof value === "string");
  if (tooLong) return value.slice(0, Number(issue.maximum));
  return issue.code === "invalid_type" && issue.expected === "array" ? [] : null;
}

const valueAt = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object" && value !== null) return Object.values(value).every(isEmpty);
  return value === null || value === undefined;
}
