/**
 * `deno task market:read FILE…`: what the parsers read from captured files, one observation a line, and last the
 * counts of what was read, dropped and not understood. For trying a file before it is imported.
 */
import { type Circumstances, type Reading, total } from "../services/market/mod.ts";
import { readCapturedFile } from "../services/market/parsers/captured_file.ts";

const encoder = new TextEncoder();
/** Writes everything; one write to a pipe may take only part. */
function print(value: unknown): void {
  let rest = encoder.encode(`${JSON.stringify(value)}\n`);
  while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
}

const around: Circumstances = {
  seenAt: Date.now(),
  mode: "file",
  country: "it",
  currency: "EUR",
};

function merged(counts: readonly Readonly<Partial<Record<string, number>>>[]) {
  const all: Record<string, number> = {};
  for (const [reason, n = 0] of counts.flatMap((one) => Object.entries(one))) {
    all[reason] = (all[reason] ?? 0) + n;
  }
  return all;
}

const readings: Reading[] = [];
for (const file of Deno.args) {
  const reading = await readCapturedFile(await Deno.readFile(file), around);
  for (const observation of reading.observations) print(observation);
  readings.push(reading);
}
const reasons = {
  dropped: merged(readings.map(({ dropped }) => dropped)),
  notUnderstood: merged(readings.map(({ notUnderstood }) => notUnderstood)),
};
print({
  read: readings.reduce((sum, { observations }) => sum + observations.length, 0),
  dropped: total(reasons.dropped),
  notUnderstood: total(reasons.notUnderstood),
  reasons,
});
