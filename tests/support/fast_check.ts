/**
 * The import map sends `fast-check` here: property tests run with a fixed seed, so that a failure in CI can be repeated.
 * `PROPERTY_SEED=21134165 deno task test FILE` runs them with another seed; `deno task test:soak` picks random ones.
 */
import fc from "npm:fast-check@4.10.2";

const FIXED_SEED = 20261129;

function readSeed(): number {
  const seed = Number(Deno.env.get("PROPERTY_SEED") ?? FIXED_SEED);
  if (!Number.isSafeInteger(seed)) throw new Error("PROPERTY_SEED must be a whole number");
  return seed;
}

fc.configureGlobal({ seed: readSeed() });

export * from "npm:fast-check@4.10.2";
export default fc;
