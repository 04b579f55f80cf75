/** What sort of thing a category names, whether by the marketplace's number, by our own key, or by words of any language. */
import { type Category, kindNamed } from "../../taxonomy/mod.ts";
import { namedCategory } from "./named_category.ts";
import { folded } from "./title_words.ts";

/** Sources name a few hundred categories; only hostile ones name more. */
const REMEMBERED_MAX = 5_000;
const remembered = new Map<string, string>();

/** Equal for what is the same sort of thing; the words themselves where they are not understood. */
export function categoryKind(named: string): string {
  const known = remembered.get(named);
  if (known !== undefined) return known;
  const kind = kindOf(named);
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(named, kind);
  return kind;
}

function kindOf(named: string): string {
  const text = folded(named);
  const found = namedCategory(text);
  if (found?.kind) return isForChildren(found) ? `small ${found.kind}` : found.kind;
  // What says more than a sort ("with laces") stays as it is: it costs something else.
  return kindNamed(text) ?? text;
}

const isForChildren = ({ audience }: Category): boolean =>
  audience === "girls" || audience === "boys" || audience === "kids";
