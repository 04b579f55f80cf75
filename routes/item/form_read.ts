/**
 * What the edit form says, compared with what is known: only what the seller changed counts as the seller's
 * word, so that saving a form does not turn what was read on the tag into something typed.
 */
import { isDeepStrictEqual } from "node:util";
import { invalid } from "../../services/errors.ts";
import {
  COLOURS_MAX,
  FACT_NAMES,
  FACT_VALUES,
  type FactName,
  type Facts,
  type FactsPatch,
  type Item,
  type ItemPatch,
  MEASURES,
} from "../../services/inventory/mod.ts";
import type { Sent } from "../forms/body.ts";
import { parseMoney } from "../../services/money.ts";
import { parseCare, parseMaterial } from "../../services/taxonomy/mod.ts";

const MM_PER_CM = 10;

type Read = (form: Sent) => unknown;

const first = (form: Sent, name: string): string => form.get(name)?.[0] ?? "";

const text = (name: string): Read => (form) => first(form, name).trim() || null;
const whole = (name: string): Read => (form) => {
  const given = first(form, name);
  return given === "" ? null : Number(given);
};

/** `null`: left empty. A value that makes no sense is caught by the fact's own schema. */
const READ: Record<FactName, Read> = {
  category: text("category"),
  brand: text("brand"),
  model: text("model"),
  sizeLabel: text("sizeLabel"),
  size: whole("size"),
  condition: whole("condition"),
  colours: (form) => {
    const ids = (form.get("colours") ?? []).map(Number);
    if (ids.length > COLOURS_MAX) throw invalid("items.too_many_colours", { max: COLOURS_MAX });
    return ids.length > 0 ? ids : null;
  },
  pattern: text("pattern"),
  material: (form) => listOrNull(parsed("material", form, parseMaterial)),
  care: (form) => listOrNull(parsed("care", form, parseCare)),
  articleNumber: text("articleNumber"),
  flaws: (form) => {
    const lines = first(form, "flaws").split("\n").map((line) => line.trim());
    const flaws = lines.filter(Boolean);
    return flaws.length > 0 ? flaws : form.has("no_flaws") ? [] : null;
  },
  measures: measuresOf,
  details: text("details"),
};

/** The facts that the form says otherwise than they are known. */
export function factsOf(form: Sent, { facts }: Pick<Item, "facts">): FactsPatch {
  const patch: Partial<Record<FactName, unknown>> = {};
  for (const name of Object.keys(READ) as FactName[]) {
    if (!asks(form, name)) continue;
    const said = READ[name](form);
    if (isDeepStrictEqual(said, knownOf(facts, name))) continue;
    if (said !== null && !FACT_VALUES[name].safeParse(said).success) {
      throw invalid("inventory.bad_fact", { field: name });
    }
    patch[name] = said;
  }
  return patch as FactsPatch;
}

/**
 * A fact as it was read, now as the seller's word.
 *
 * @throws Failure `inventory.bad_fact` when the item has no such fact
 */
export function confirmedFact({ facts }: Pick<Item, "facts">, name: string): FactsPatch {
  const known = FACT_NAMES.find((one) => one === name);
  const fact = known && facts[known];
  if (!fact) throw invalid("inventory.bad_fact", { field: name });
  return { [name]: fact.value };
}

/** What is not one of its facts, likewise. */
export function itemPatchOf(form: Sent, item: Item): ItemPatch {
  const patch: ItemPatch = {};
  for (const name of ["box", "note", "acquiredOn", "lotId"] as const) {
    if (!form.has(name)) continue;
    const said = text(name)(form) as string | null;
    if (said !== (item[name] ?? null)) patch[name] = said;
  }
  for (const name of ["price", "cost"] as const) {
    if (!form.has(name)) continue;
    const said = moneyOf(form, name);
    if (!isDeepStrictEqual(said, item[name] ?? null)) patch[name] = said;
  }
  const origin = first(form, "origin");
  if ((origin === "own" || origin === "resale") && origin !== item.origin) patch.origin = origin;
  return patch;
}

/** A form without the field says nothing of it; unchecked boxes are told by what stands beside them. */
function asks(form: Sent, name: FactName): boolean {
  if (name === "measures") return [...form.keys()].some((key) => key.startsWith("measure."));
  if (name === "colours" && form.has("brand")) return true;
  return form.has(name);
}

function knownOf(facts: Facts, name: FactName): unknown {
  return facts[name]?.value ?? null;
}

const listOrNull = <V>(list: readonly V[]) => list.length > 0 ? list : null;

/** @throws Failure when there are words and none of them is understood */
function parsed<V>(name: string, form: Sent, parse: (text: string) => V[]): V[] {
  const given = first(form, name).trim();
  const found = given ? parse(given) : [];
  if (given && found.length === 0) throw invalid("items.not_understood", { value: given });
  return found;
}

function measuresOf(form: Sent): Record<string, number> | null {
  const found: Record<string, number> = {};
  for (const name of MEASURES) {
    const given = first(form, `measure.${name}`).trim().replace(",", ".");
    if (!given) continue;
    const cm = Number(given);
    if (!(cm > 0)) throw invalid("items.not_understood", { value: given });
    found[name] = Math.round(cm * MM_PER_CM);
  }
  return Object.keys(found).length > 0 ? found : null;
}

function moneyOf(form: Sent, name: string) {
  const given = first(form, name).trim();
  if (!given) return null;
  const money = parseMoney(given, "EUR");
  if (!money) throw invalid("items.not_understood", { value: given });
  return money;
}
