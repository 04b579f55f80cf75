/**
 * `deno task eval:pricing FILE.csv [--json]`: how far off the prices are, on a table of listings (docs/pricing.md
 * names its columns). Every listing is priced from those in the other four fifths of the file.
 */
import {
  type Backtest,
  backtest,
  readCaptured,
  type Score,
  total,
} from "../services/market/mod.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const scored = ({ mdape, within25 }: Score): string =>
  `median error ${percent(mdape)}, within 25 %: ${percent(within25)}`;

function inWords(report: Backtest): string {
  const { confident, baselines } = report;
  return [
    `${report.n} listings, ${percent(report.answered)} answered`,
    `  prices         ${scored(report)}, mean log error ${report.mae_log}`,
    `  surer half     ${scored(confident)}, 80 % interval holds ${percent(confident.coverage80)}`,
    `  80 % interval  holds ${percent(report.coverage80)}, mean log width ${report.width80}`,
    `  brand's mean   ${scored(baselines.brand_mean)}`,
    `  median of brand and condition   ${scored(baselines.brand_condition_median)}`,
  ].join("\n");
}

const file = Deno.args.find((arg) => !arg.startsWith("--"));
if (file === undefined) {
  print("deno task eval:pricing FILE.csv [--json]");
  Deno.exit(2);
}
const { observations, notUnderstood } = readCaptured(await Deno.readFile(file), {
  seenAt: Date.now(),
  mode: "file",
  country: "it",
  currency: "EUR",
});
if (observations.length === 0) {
  print(`No listings in ${file}: ${JSON.stringify(notUnderstood)}`);
  Deno.exit(1);
}
const report = backtest(observations);
if (Deno.args.includes("--json")) print(JSON.stringify(report));
else print(`${inWords(report)}\n${total(notUnderstood)} rows not understood`);
