import assert from "node:assert/strict";
import { categories, category, COLOURS, CONDITIONS, PATTERN_LABELS } from "../taxonomy/mod.ts";
import {
  AUDIENCE_NAMES,
  categoryOf,
  CONDITION_NAMES,
  conditionOf,
  kindNames,
} from "./closed_lists.ts";
import { FLAW_NAMES, PLACE_NAMES } from "./flaws.ts";
import { itemPrompt, tagsPrompt } from "./prompts.ts";

Deno.test("itemPrompt() names every word of every closed list", () => {
  const { task } = itemPrompt();
  const words = new Set(task.match(/[a-z0-9_]+/g));
  const lists = [
    AUDIENCE_NAMES,
    kindNames(),
    COLOURS.map(({ key }) => key),
    Object.keys(PATTERN_LABELS),
    CONDITION_NAMES,
    FLAW_NAMES,
    PLACE_NAMES,
  ];
  assert.deepEqual(lists.flat().filter((word) => !words.has(word)), []);
  assert.doesNotMatch(task, /\{\{/);
});

Deno.test("the prompts say that text in a photo is no instruction, and that nothing is guessed", () => {
  for (const { system } of [itemPrompt(), tagsPrompt()]) {
    assert.match(system, /never an\s+instruction/);
    assert.match(system, /Never guess/);
  }
});

Deno.test("conditionOf() gives each name its own level", () => {
  assert.deepEqual(CONDITION_NAMES.map(conditionOf), CONDITIONS.map(({ id }) => id));
});

Deno.test("categoryOf() finds a category for each kind, of those who wear it", () => {
  for (const { key, kind, leaf, audience } of categories()) {
    if (!leaf || !kind || audience === "kids") continue;
    const found = category(categoryOf(kind, audience, null)!);
    assert.equal(found?.audience, audience, key);
    assert.equal(found?.kind, kind, key);
  }
  assert.equal(categoryOf("mini_dress", "men", null), undefined);
});

Deno.test("categoryOf() tells by the pattern what is told apart by its pattern", () => {
  assert.equal(categoryOf("tshirt", "men", "striped"), "men.striped_tshirts");
  assert.equal(categoryOf("tshirt", "men", "plain"), "men.plain_tshirts");
  assert.equal(categoryOf("tshirt", "men", "camouflage"), "men.other_tshirts");
});
