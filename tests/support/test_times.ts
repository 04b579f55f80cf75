/**
 * Seconds that test files take. Those of a quiet machine with two cores are kept in `test_seconds.json`, so that long
 * files start first and the fast loop leaves them out; `deno task test --record` writes them again.
 */
const RECORDED = new URL("./test_seconds.json", import.meta.url);
/** Shorter files are not worth a line in the record. */
const RECORDED_SECONDS_MIN = 1;

/** Seconds by path, such as `services/jobs/jobs_test.ts`. */
export type FileSeconds = ReadonlyMap<string, number>;

interface TestCase {
  readonly name: string;
  readonly seconds: number;
}

/** @param junit the report that `deno test --junit-path` writes */
export function readJunit(junit: string): FileSeconds {
  const suites = junit.matchAll(/<testsuite name="([^"]+)"[^>]*>([\s\S]*?)<\/testsuite>/g);
  return new Map(Array.from(suites, ([, path, body]) => {
    const cases = Array.from(
      body!.matchAll(/<testcase name="([^"]*)"[^>]*? time="([\d.]+)"/g),
      ([, name, seconds]) => ({ name: name!, seconds: Number(seconds) }),
    );
    return [path!.replace(/^\.\//, ""), sumOfTests(cases)];
  }));
}

/** A test's time holds that of its steps, which are listed beside it as "test > step". */
function sumOfTests(cases: readonly TestCase[]): number {
  const names = new Set(cases.map(({ name }) => name));
  const isStep = (name: string) => {
    const parts = name.split(" &gt; ");
    return parts.some((_, at) => at > 0 && names.has(parts.slice(0, at).join(" &gt; ")));
  };
  return cases.filter(({ name }) => !isStep(name)).reduce((sum, { seconds }) => sum + seconds, 0);
}

export function listSlowest(times: FileSeconds, count: number): string {
  const slowest = longestFirst([...times.keys()], times).slice(0, count);
  return slowest.map((path) => `${times.get(path)!.toFixed(1).padStart(7)} s  ${path}`).join("\n");
}

/** A file without a time comes before all others, since it may be long. */
export function longestFirst(paths: readonly string[], times: FileSeconds): string[] {
  const secondsOf = (path: string) => times.get(path) ?? Infinity;
  return paths.toSorted((a, b) => {
    const [first, second] = [secondsOf(a), secondsOf(b)];
    return first === second ? (a < b ? -1 : 1) : second - first;
  });
}

export async function readRecordedTimes(): Promise<FileSeconds> {
  return new Map(Object.entries(JSON.parse(await Deno.readTextFile(RECORDED))));
}

export async function recordTimes(times: FileSeconds): Promise<void> {
  const slow = [...times].filter(([, seconds]) => seconds >= RECORDED_SECONDS_MIN)
    .map(([path, seconds]) => [path, Math.round(seconds)] as const)
    .toSorted(([a], [b]) => a < b ? -1 : 1);
  await Deno.writeTextFile(RECORDED, JSON.stringify(Object.fromEntries(slow), null, 2) + "\n");
}
