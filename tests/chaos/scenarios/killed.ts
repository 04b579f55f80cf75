/** F1 and F2: home, or the relay, is killed at random moments while mail is on its way. */
import type { Chance } from "../chance.ts";
import { count } from "../counts.ts";
import type { Outcome } from "../outcome.ts";
import { until } from "../../support/until.ts";
import type { World } from "../world.ts";

export interface KilledSize {
  readonly rounds: number;
  readonly perRound: number;
}

/** Killed after it has taken in some of the round's webhooks. */
export async function homeKilled(
  world: World,
  { rounds, perRound }: KilledSize,
  chance: Chance,
): Promise<Outcome> {
  const { home, crowd } = world;
  const counted = count(world);
  for (let round = 0; round < rounds; round++) {
    const moment = home.heard.kept.size + chance.below(perRound);
    const sending = crowd.send(crowd.messages(perRound));
    await until("home takes webhooks in", () => home.heard.kept.size >= moment);
    await home.kill();
    await sending;
    await home.start();
  }
  await home.connected();
  await world.allDelivered();
  return {
    fault: "F1",
    title: "home is killed in the middle of deliveries: nothing is lost, nothing counts twice",
    done: `home killed ${rounds} times, each after some of ${perRound} webhooks`,
    ...await counted.so(),
  };
}

/** Killed after it has acknowledged some of the round's webhooks. */
export async function relayKilled(
  world: World,
  { rounds, perRound }: KilledSize,
  chance: Chance,
): Promise<Outcome> {
  const { home, relay, crowd } = world;
  const counted = count(world);
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const moment = crowd.sent.length + chance.below(perRound);
    const sending = crowd.send(crowd.messages(perRound));
    await until("webhooks are acknowledged", () => crowd.sent.length >= moment);
    await relay.kill();
    await relay.start();
    const ready = performance.now();
    await home.connected();
    slowest = Math.max(slowest, performance.now() - ready);
    await sending;
  }
  await world.allDelivered();
  const { counts, broken } = await counted.so();
  return {
    fault: "F2",
    title: "the relay is killed: what it said yes to arrives, and home dials it again",
    done: `relay killed ${rounds} times, each after some of ${perRound} webhooks`,
    counts: { ...counts, "slowest line back (ms after ready)": Math.round(slowest) },
    broken,
  };
}
