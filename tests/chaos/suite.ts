/** All scenarios, several worlds side by side, and what came of them. */
import { chanceOf } from "./chance.ts";
import { FAULTS } from "./faults.ts";
import type { Outcome } from "./outcome.ts";
import { backlog } from "./scenarios/backlog.ts";
import { diskFull } from "./scenarios/disk_full.ts";
import { homeFrozen } from "./scenarios/home_frozen.ts";
import { homeKilled, relayKilled } from "./scenarios/killed.ts";
import { lostAnswer } from "./scenarios/lost_answer.ts";
import { poison } from "./scenarios/poison.ts";
import { postgresTrouble } from "./scenarios/postgres_trouble.ts";
import { powerCut } from "./scenarios/power_cut.ts";
import { redisTrouble } from "./scenarios/redis_trouble.ts";
import { storm } from "./scenarios/storm.ts";
import { upgrade } from "./scenarios/upgrade.ts";
import type { Sizes } from "./sizes.ts";
import { startWorld, type World } from "./world.ts";

interface SuiteOptions {
  readonly sizes: Sizes;
  readonly seed: number;
  /** Hears of each outcome as soon as it is there. */
  readonly told: (outcome: Outcome) => void;
}

type Scenario = readonly [name: string, run: (world: World) => Promise<Outcome | Outcome[]>];

/** Scenarios of one line share a world; the lines run in parallel. */
function linesOf(sizes: Sizes, seed: number): readonly (readonly Scenario[])[] {
  const chance = (nth: number) => chanceOf(seed * 1_000 + nth);
  return [
    [["storm", (world) => storm(world, sizes.storm, chance(1))]],
    [
      ["F1", (world) => homeKilled(world, sizes.killed, chance(2))],
      ["F2", (world) => relayKilled(world, sizes.killed, chance(3))],
      ["F3", (world) => powerCut(world, sizes.powerCut, chance(4))],
      ["F4", homeFrozen],
      ["F11", redisTrouble],
      ["F15", (world) => upgrade(world, sizes.upgrade)],
      ["F7", (world) => backlog(world, sizes.backlog)],
    ],
    [["replica", lostAnswer], ["F10", postgresTrouble], [
      "F8",
      (world) => poison(world, sizes.poison),
    ]],
  ];
}

export async function runSuite({ sizes, seed, told }: SuiteOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome) => {
    outcomes.push(outcome);
    told(outcome);
  };
  const lines = linesOf(sizes, seed).map((scenarios) => runLine(scenarios, add));
  await Promise.all([...lines, diskFull().catch((error) => brokenOff("F13", error)).then(add)]);
  for (const outcome of await namedTests()) add(outcome);
  return outcomes;
}

/** After a scenario that broke off, the next one gets a new world. */
async function runLine(scenarios: readonly Scenario[], add: (outcome: Outcome) => void) {
  const left = [...scenarios];
  while (left.length > 0) {
    await using world = await startWorld();
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, run] = next;
      try {
        for (const outcome of [await run(world)].flat()) add(outcome);
        if (fallen(world).length === 0) continue;
        throw new Error(`ended by itself: ${fallen(world).join(", ")}`);
      } catch (error) {
        add(brokenOff(name, error, world));
        break;
      }
    }
  }
}

const fallen = ({ relay, home }: World): string[] =>
  Object.entries({ relay, home }).filter(([, { fell }]) => fell()).map(([name]) => name);

function brokenOff(fault: string, error: unknown, world?: World): Outcome {
  const said = world ? `\nrelay:\n${world.relay.said()}\nhome:\n${world.home.said()}` : "";
  const why = error instanceof Error ? error.stack : error;
  return { fault, title: "broke off", done: "", counts: {}, broken: [`${why}${said}`] };
}

const ROOT = new URL("../../", import.meta.url);

/** Faults shown by other tests: checks that those tests still exist; they run with the whole suite. */
async function namedTests(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { fault, what, tests } of FAULTS) {
    if (!tests) continue;
    const broken: string[] = [];
    for (const [file, name] of tests) {
      const text = await Deno.readTextFile(new URL(file, ROOT)).catch(() => "");
      if (!text.includes(`Deno.test("${name}"`)) broken.push(`${file} has no test "${name}"`);
    }
    const done = tests.map(([file, name]) => `${file}: ${name}`).join("\n");
    outcomes.push({ fault, title: `${what} (by other tests)`, done, counts: {}, broken });
  }
  return outcomes;
}
