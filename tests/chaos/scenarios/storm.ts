/**
 * Webhooks come in and records change while home, relay, PostgreSQL and Redis are in turn killed, frozen and
 * restarted; in the end the sender's book, home's, and the second copy must say the same.
 */
import { runTask } from "../../support/task.ts";
import type { Chance } from "../chance.ts";
import { count } from "../counts.ts";
import { judge, type Outcome } from "../outcome.ts";
import { type Fault, inWords, planOf } from "../plan.ts";
import type { SenderCrowd } from "../sender.ts";
import { pause, until } from "../../support/until.ts";
import type { World } from "../world.ts";

export interface StormSize {
  readonly webhooks: number;
  readonly changes: number;
  readonly rounds: number;
}

/** Failed attempts after which an indispensable part is restored. */
const FELT = 3;
const CHANGES_AT_ONCE = 50;
const RETRY_MS = 50;

export async function storm(world: World, size: StormSize, chance: Chance): Promise<Outcome[]> {
  const perRound = Math.ceil(size.webhooks / size.rounds);
  const plan = planOf(chance, size.rounds, perRound);
  const { crowd } = world;
  const counted = count(world);
  let written = 0;
  let changed = 0;
  let shipments = 0;
  for (const [round, fault] of plan.entries()) {
    const messages = crowd.messages(perRound);
    const before = crowd.sent.length;
    const isOver = () => crowd.sent.length === before + perRound;
    const sending = crowd.send(messages);
    // Each new record has half an old one that is changed again.
    const past = Math.round(size.changes * (2 / 3) * (round + 1) / size.rounds);
    const changing = change(world, { from: written, to: past, word: `round ${round}` })
      .then((times) => changed += times);
    let over = false;
    const shipping = shipUntil(world, () => over).then((times) => shipments += times);
    try {
      await suffer(world, crowd, fault, { before, isOver });
      await Promise.all([sending, changing]);
    } finally {
      over = true;
      await shipping;
    }
    written = past;
  }
  await world.home.connected();
  await world.allDelivered();
  const webhooks = {
    fault: "webhooks",
    title: "what was acknowledged has its effect at home once, in its sender's order",
    done: inWords(plan),
    ...await counted.so(),
  };
  return [webhooks, await replica(world, { changed, shipments }, plan)];
}

async function suffer(
  world: World,
  crowd: SenderCrowd,
  { part, way, after }: Fault,
  { before, isOver }: { before: number; isOver: () => boolean },
): Promise<void> {
  await until(`${after} acknowledged`, () => crowd.sent.length >= before + after);
  const refusals = crowd.refusals();
  const isNeeded = part === "relay" || part === "postgres";
  const felt = () =>
    until(
      `the sender notices that ${part} is ${way}`,
      () => isOver() || (isNeeded && crowd.refusals() >= refusals + FELT),
    );
  const victim = world.parts[part];
  if (way === "frozen") {
    await victim.freeze();
    await felt();
    return await victim.thaw();
  }
  await (way === "killed" ? victim.kill() : victim.stop());
  await felt();
  await victim.start();
}

/** Repeats the request when home dies in the middle. @returns the number of requested changes */
async function change(
  world: World,
  { from, to, word }: { from: number; to: number; word: string },
) {
  let changed = 0;
  for (let first = from; first < to; first += CHANGES_AT_ONCE) {
    const some = { from: first, to: Math.min(first + CHANGES_AT_ONCE, to), word };
    // Half of them were there before.
    const again = { from: Math.ceil(some.from / 2), to: Math.ceil(some.to / 2), word };
    for (const things of [some, again]) {
      await until("home writes", () => world.home.change(things).then(() => true, () => false));
      changed += things.to - things.from;
    }
  }
  return changed;
}

/** @returns how often all that waited was carried */
async function shipUntil({ home }: World, isOver: () => boolean): Promise<number> {
  let times = 0;
  while (!isOver()) {
    await home.replicate().then(() => times++, () => {});
    await pause(RETRY_MS);
  }
  return times;
}

async function replica(
  { home, sql }: World,
  { changed, shipments }: { changed: number; shipments: number },
  plan: readonly Fault[],
): Promise<Outcome> {
  const { broken, holds } = judge();
  const verified = await runTask(["replica", "verify"], home.env);
  holds(verified.code === 0, `replica verify: ${verified.said}`);
  const [row] = await sql`select count(*)::int as rows,
    (select number::int from replica_cursor) as batches from store`;
  return {
    fault: "replica",
    title: "every change at home is in the second copy: `replica verify` says equal",
    done: inWords(plan),
    counts: {
      "records changed": changed,
      "times all was carried": shipments,
      "batches applied": row!.batches,
      "rows in the copy": row!.rows,
      differences: verified.code === 0 ? 0 : 1,
    },
    broken,
  };
}
