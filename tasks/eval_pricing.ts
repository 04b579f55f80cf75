/**
 * `deno task eval:pricing FILE.csv [--evidence OTHER.csv] [--json]`: how far off the prices are, on a table of
 * listings (docs/pricing.md names its columns). Every listing is priced from the other four fifths of the file,
 * or from the other table alone.
 */
import { parseArgs } from "node:util";
import {
  type Backtest,
  backtest,
  backtestFrom,
  CONFIDENCES,
  type LabelScore,
  type Observation,
  type Score,
  total,
} from "../services/market/mod.ts";
import { readCaptured } from "../services/market/parsers/captured.ts";

const USAGE = "deno task eval:pricing FILE.csv [--evidence OTHER.csv] [--json]";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const inScore = ({ mdape, within25 }: Score): string =>
  `median error ${percent(mdape)}, within 25 %: ${percent(within25)}`;
const inLabel = ({ n, mdape, coverage80 }: LabelScore): string =>
  mdape === null || coverage80 === null
    ? "none"
    : `${n}, median error ${percent(mdape)}, 80 % interval holds ${percent(coverage80)}`;

function inWords(report: Backtest): string {
  const { confident, baselines, labels } = report;
  return [
    `${report.n} listings, ${percent(report.answered)} answered`,
    ...(report.answered === 0 ? [] : [
      `  prices         ${inScore(report)}, mean log error ${report.mae_log}`,
      `  surer half     ${inScore(confident)}, 80 % interval holds ${
        percent(confident.coverage80)
      }`,
      `  80 % interval  holds ${percent(report.coverage80)}, mean log width ${report.width80}`,
      ...CONFIDENCES.map((label) => `  ${label.padEnd(13)}  ${inLabel(labels[label])}`),
    ]),
    `  brand's mean   ${inScore(baselines.brand_mean)}`,
    `  median of brand and condition   ${inScore(baselines.brand_condition_median)}`,
  ].join("\n");
}

interface Table {
  readonly listings: readonly Observation[];
  readonly rowsNotUnderstood: number;
}

/** Ends the program where the file holds no listing. */
async function readTable(file: string): Promise<Table> {
  const { observations: listings, notUnderstood } = readCaptured(await Deno.readFile(file), {
    seenAt: Date.now(),
    mode: "file",
    country: "it",
    currency: "EUR",
  });
  if (listings.length === 0) {
    print(`No listings in ${file}: ${JSON.stringify(notUnderstood)}`);
    Deno.exit(1);
  }
  return { listings, rowsNotUnderstood: total(notUnderstood) };
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { evidence: { type: "string" }, json: { type: "boolean", default: false } },
    });
  } catch {
    return null;
  }
}

const args = readArguments();
const [file, ...more] = args?.positionals ?? [];
if (args === null || file === undefined || more.length > 0) {
  print(USAGE);
  Deno.exit(2);
}
const { evidence, json } = args.values;
const { listings, rowsNotUnderstood } = await readTable(file);
const report = evidence === undefined
  ? backtest(listings)
  : backtestFrom((await readTable(evidence)).listings, listings);
if (json) print(JSON.stringify(report));
else print(`${inWords(report)}\n${rowsNotUnderstood} rows not understood`);
