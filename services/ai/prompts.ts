/** The prompts, which are Markdown files, with the closed lists put in. */
import { FLAW_NAMES, PLACE_NAMES } from "./flaws.ts";
import {
  AUDIENCE_NAMES,
  COLOUR_NAMES,
  CONDITION_NAMES,
  kindNames,
  PATTERN_NAMES,
} from "./closed_lists.ts";
import type { Prompt } from "./ports.ts";
import item from "./prompts/item.md" with { type: "text" };
import rules from "./prompts/rules.md" with { type: "text" };
import tags from "./prompts/tags.md" with { type: "text" };

export function tagsPrompt(): Prompt {
  return { system: rules, task: tags };
}

export function itemPrompt(): Prompt {
  const lists: Record<string, readonly string[]> = {
    audiences: AUDIENCE_NAMES,
    kinds: kindNames(),
    colours: COLOUR_NAMES,
    patterns: PATTERN_NAMES,
    conditions: CONDITION_NAMES,
    flaws: FLAW_NAMES,
    places: PLACE_NAMES,
  };
  return { system: rules, task: filled(item, lists) };
}

function filled(text: string, lists: Readonly<Record<string, readonly string[]>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const list = lists[name];
    if (!list) throw new RangeError(`no list ${name}`);
    return list.join(", ");
  });
}
