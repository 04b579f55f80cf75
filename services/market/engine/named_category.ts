/** The category of the taxonomy that a source names by the marketplace's number or by our own key. */
import { categories, type Category, category } from "../../taxonomy/mod.ts";

export function namedCategory(named: string): Category | undefined {
  const text = named.trim();
  return /^\d+$/.test(text)
    ? categories().find(({ vintedId }) => vintedId === Number(text))
    : category(text);
}
