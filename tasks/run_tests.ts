/**
 * `deno task test [--fast] [--record] [FILES] [--OPTIONS of deno test]`: finds or installs what the tests need beside npm packages, starts a
 * private PostgreSQL, runs the tests with the longest files first, and lists the slowest files before the last line,
 * which holds the counts. (A file named test.ts would itself be taken for a test.)
 */
import { findBrowser } from "../tests/support/browser_path.ts";
import { splitLines } from "../tests/support/lines.ts";
import { installNeededPrograms } from "../tests/support/needed_programs.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { findTestFiles, keepFast } from "../tests/support/test_files.ts";
import {
  listSlowest,
  longestFirst,
  readJunit,
  readRecordedTimes,
  recordTimes,
} from "../tests/support/test_times.ts";

/** Tests wait for other programs much of the time, so one more file than there are cores runs at once. */
const JOBS = navigator.hardwareConcurrency + 1;
const SLOWEST_LISTED = 25;
/** The line with which `deno test` ends, such as "ok | 12 passed (3 steps) | 0 failed (1s)". */
const RESULT = /^(ok|FAILED) \| \d+ passed/;

const print = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

/** @returns the exit code and the line with the counts, which is not printed yet */
async function runTests(files: readonly string[], options: string[], env: Record<string, string>) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--parallel", "--no-check", ...options, ...files],
    env,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  let result: string | null = null;
  for await (
    const line of child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
  ) {
    if (RESULT.test(line)) result = line;
    else print(line);
  }
  return { code: (await child.status).code, result };
}

const OWN_FLAGS = ["--fast", "--record"];
const flags = Deno.args.filter((word) => OWN_FLAGS.includes(word));
const options = Deno.args.filter((word) => word.startsWith("-") && !OWN_FLAGS.includes(word));
const named = Deno.args.filter((word) => !word.startsWith("-"));
const recorded = await readRecordedTimes();
const found = named.length > 0 ? named : await findTestFiles();
const files = longestFirst(flags.includes("--fast") ? keepFast(found, recorded) : found, recorded);

await installNeededPrograms();
const junit = await Deno.makeTempFile({ suffix: ".xml" });
const server = await startPostgres();
try {
  const env = {
    DENO_JOBS: String(JOBS),
    CHROME_PATH: (await findBrowser())!,
    POSTGRES_URL: server.url,
    NO_COLOR: "1",
  };
  const { code, result } = await runTests(files, [...options, `--junit-path=${junit}`], env);
  const times = readJunit(await Deno.readTextFile(junit));
  print(`Slowest files:\n${listSlowest(times, SLOWEST_LISTED)}\n`);
  if (flags.includes("--record")) await recordTimes(times);
  if (result) print(result);
  Deno.exitCode = code;
} finally {
  await server[Symbol.asyncDispose]();
  await Deno.remove(junit);
}
