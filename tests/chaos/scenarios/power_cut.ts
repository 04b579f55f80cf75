/**
 * F3: the power goes. Home's files are taken as they are in the middle of writing, PostgreSQL is killed with all
 * its children and recovers, the relay is gone; then everything starts again, home on the files that were taken.
 */
import { tempFolder } from "../../../services/store/testing.ts";
import type { Chance } from "../chance.ts";
import { count } from "../counts.ts";
import { homeProgram } from "../home_program.ts";
import { letterId } from "../signing.ts";
import { named, type Outcome } from "../outcome.ts";
import { until } from "../../support/until.ts";
import type { World } from "../world.ts";

export interface PowerCutSize {
  readonly cuts: number;
  readonly perCut: number;
}

export async function powerCut(
  world: World,
  { cuts, perCut }: PowerCutSize,
  chance: Chance,
): Promise<Outcome> {
  const { crowd, sql, parts } = world;
  const counted = count(world);
  await using copies = new AsyncDisposableStack();
  const forgotten: string[] = [];
  let { home } = world;
  const first = home;
  for (let cut = 0; cut < cuts; cut++) {
    const moment = home.heard.kept.size + chance.below(Math.ceil(perCut / 2));
    const sending = crowd.send(crowd.messages(perCut));
    await until("home takes webhooks in", () => home.heard.kept.size >= moment);
    await home.freeze();
    const taken = `${copies.use(await tempFolder()).path}/home`;
    await copyFolder(home.dataDir, taken);
    await Promise.all([home.kill(), world.relay.kill(), parts.postgres.kill()]);
    const acknowledged = new Set(crowd.sent.map(letterId));
    await parts.postgres.start();
    home = homeProgram({ dataDir: taken, env: first.env });
    copies.defer(home.kill);
    await Promise.all([home.start(), world.relay.start()]);
    forgotten.push(...await missingAtRelay(world, acknowledged));
    await Promise.all([sending, home.connected()]);
    await world.allDelivered();
  }
  const { counts, broken } = await counted.so({ home });
  // The world goes on with its first home, which must know what this one was brought.
  await home.kill();
  await sql`update mail set delivered_at = null`;
  await first.start();
  await first.connected();
  await world.allDelivered();
  return {
    fault: "F3",
    title: "a power cut: all recovers from what was on the disks at that moment",
    done: `PostgreSQL, relay and home cut off ${cuts} times in the middle of ${perCut} webhooks`,
    counts: { ...counts, "not in the recovered mailbox": forgotten.length },
    broken: [...broken, ...named("not in the recovered mailbox", forgotten)],
  };
}

async function missingAtRelay({ sql }: World, acknowledged: ReadonlySet<string>) {
  const rows = await sql<{ id: string }[]>`select source || ':' || event as id from mail`;
  const there = new Set(rows.map(({ id }) => id));
  return [...acknowledged].filter((id) => !there.has(id));
}

/** Copies the folder while home is frozen, so nothing is written meanwhile. */
async function copyFolder(from: string, to: string): Promise<void> {
  const { success } = await new Deno.Command("cp", { args: ["-R", from, to] }).output();
  if (!success) throw new Error(`${from} cannot be copied`);
}
