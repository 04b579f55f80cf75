/** JSON objects amid the words, code fences and thoughts that models write around them. */

/** Most opening braces at which parsing is tried. */
const STARTS_MAX = 200;

/** @returns top-level objects in the order of the text */
export function findJsonObjects(text: string): unknown[] {
  const found: unknown[] = [];
  let from = text.indexOf("{");
  for (let tries = 0; from >= 0 && tries < STARTS_MAX; tries++) {
    const end = findObjectEnd(text, from);
    const value = end === null ? undefined : parseJson(text.slice(from, end));
    if (value !== undefined) found.push(value);
    from = text.indexOf("{", value === undefined ? from + 1 : end!);
  }
  return found;
}

/** @returns the index behind the brace that closes the one at `from`; null where none does */
function findObjectEnd(text: string, from: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
