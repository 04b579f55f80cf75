/**
 * `deno task bench:relay`: what the way through the relay costs, beside the same app asked directly, all as real
 * processes over loopback. `--only P1,P3,cold_start_ms` measures some, `--quick` briefly, `--json` says it in one
 * object. Gate on differences: a machine that does other work makes all figures worse.
 */
import { bodies } from "./relay/bodies.ts";
import { crowds } from "./relay/crowds.ts";
import { events } from "./relay/events.ts";
import { idle } from "./relay/idle.ts";
import { LOADED_BY } from "./relay/load.ts";
import { inWords, isKept, PROMISES } from "./relay/promises.ts";
import { replication } from "./relay/replication.ts";
import { crowd, oneByOne } from "./relay/small_requests.ts";
import { openStage, openStoredStage } from "./relay/stage.ts";
import { coldStart, frozenHome, restarts } from "./relay/starting.ts";
import { webhooks } from "./relay/webhooks.ts";
import { round } from "./timing.ts";

const quick = Deno.args.includes("--quick");
const SMALL = quick ? { seconds: 2, rounds: 1 } : { seconds: 8, rounds: 3 };
const ROUNDS = quick ? 1 : 5;
const IDLE_SECONDS = quick ? 5 : 60;
const IDLERS = quick ? 1_000 : 10_000;
const WEBHOOKS = quick ? 1_000 : 5_000;
const RECORDS = quick ? 2_000 : 20_000;
const DIGITS = 3;

type Found = Record<string, number | Record<string, number>>;

interface Gate {
  readonly keys: readonly string[];
  readonly measure: () => Promise<Found>;
}

/** Each on a stage of its own: none pays for what another has left behind. */
const bare =
  (measure: (stage: Awaited<ReturnType<typeof openStage>>) => Promise<Found>) => async () => {
    await using stage = await openStage();
    return await measure(stage);
  };
const stored =
  (measure: (stage: Awaited<ReturnType<typeof openStoredStage>>) => Promise<Found>) => async () => {
    await using stage = await openStoredStage();
    return await measure(stage);
  };

const GATES: readonly Gate[] = [
  { keys: ["cold_start_ms"], measure: () => coldStart(ROUNDS) },
  { keys: ["P1", "P2"], measure: bare((stage) => oneByOne(stage, SMALL)) },
  { keys: ["P3"], measure: bare((stage) => crowd(stage, SMALL)) },
  { keys: ["P4"], measure: bare((stage) => bodies(stage, ROUNDS)) },
  { keys: ["P5"], measure: () => crowds(SMALL.seconds, IDLERS) },
  { keys: ["P6"], measure: bare((stage) => events(stage, ROUNDS)) },
  { keys: ["P8"], measure: stored((stage) => webhooks(stage, WEBHOOKS)) },
  { keys: ["P9"], measure: bare((stage) => idle(stage, IDLE_SECONDS)) },
  { keys: ["frozen_home_answered_ms"], measure: bare(frozenHome) },
  {
    keys: ["back_after_relay_restart_ms", "back_after_home_restart_ms"],
    measure: bare((stage) => restarts(stage, ROUNDS)),
  },
  {
    keys: ["replication_records_per_s"],
    measure: stored((stage) => replication(stage, RECORDS)),
  },
];

const only = Deno.args[Deno.args.indexOf("--only") + 1]?.split(",");
const wanted = Deno.args.includes("--only")
  ? GATES.filter(({ keys }) => keys.some((key) => only?.includes(key)))
  : GATES;

const found: Found = {};
for (const { measure } of wanted) Object.assign(found, rounded(await measure()));
const out = Deno.args.includes("--json") ? JSON.stringify(found) : table(found);
await Deno.stdout.write(new TextEncoder().encode(`${out}\n`));

function rounded(found: Found): Found {
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) =>
      typeof value === "number" ? [name, round(value, DIGITS)] : [name, rounded(value)]
    ),
  ) as Found;
}

function table(found: Found): string {
  const rows = Object.entries(found).flatMap(([name, value]): [string, number][] =>
    typeof value === "number"
      ? [[name, value]]
      : Object.entries(value).map(([part, one]) => [`${name}.${part}`, one])
  ).map(([name, value]) => {
    const promised = PROMISES[name];
    const said = promised ? `${inWords(promised)}${isKept(promised, value) ? "" : "  missed"}` : "";
    return `${name.padEnd(32)} ${String(value).padStart(12)}   ${said}`.trimEnd();
  });
  return [`measure (load by ${LOADED_BY})`.padEnd(38) + "value   promised", ...rows].join("\n");
}
