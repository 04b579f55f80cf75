/**
 * `deno task chaos [--full] [--seed N] [--json]`: relay, home, PostgreSQL and Redis as real processes, which are
 * killed, frozen and put in trouble; what must never be lost is counted.
 */
import { parseArgs } from "node:util";
import { FULL, SHORT } from "./sizes.ts";
import { runSuite } from "./suite.ts";
import { lineOf, verdictOf } from "./table.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

const { values } = parseArgs({
  args: Deno.args,
  options: { full: { type: "boolean" }, json: { type: "boolean" }, seed: { type: "string" } },
});
const { full = false, json = false } = values;
const seed = Number(values.seed ?? 1);
if (!Number.isSafeInteger(seed)) {
  print("--seed takes a whole number");
  Deno.exit(2);
}

const began = performance.now();
const outcomes = await runSuite({
  sizes: full ? FULL : SHORT,
  seed,
  told: (outcome) => json || print(lineOf(outcome)),
});
const seconds = Math.round((performance.now() - began) / 1_000);
const form = full ? "full" : "short";
const kept = outcomes.every(({ broken }) => broken.length === 0);
if (json) print(JSON.stringify({ form, seed, seconds, kept, outcomes }, null, 2));
else print(`\n${verdictOf(outcomes, `${form} form, seed ${seed}, ${seconds} s`)}`);
Deno.exit(kept ? 0 : 1);
