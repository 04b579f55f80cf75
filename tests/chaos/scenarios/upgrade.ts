/** F15: both programs are brought to another version, one after the other, with mail waiting. */
import { count } from "../counts.ts";
import { commandOf } from "../../support/running.ts";
import { judge, type Outcome } from "../outcome.ts";
import type { World } from "../world.ts";

const MIGRATIONS = new URL("../../../relay/migrations/run.ts", import.meta.url).pathname;

export async function upgrade(world: World, webhooks: number): Promise<Outcome> {
  const { home, relay, crowd } = world;
  const { broken: wrong, holds } = judge();
  const counted = count(world);
  await home.stop();
  await crowd.send(crowd.messages(webhooks));
  const sending = crowd.send(crowd.messages(webhooks));
  await relay.stop();
  const args = ["run", "-A", "--no-check", MIGRATIONS];
  const migrated = await commandOf(args, world.relayEnv).output();
  const said = new TextDecoder().decode(migrated.stdout).trim();
  holds(migrated.success && said === "up to date", `the release command says ${said}`);
  await relay.start();
  await sending;
  await home.start();
  await home.connected();
  await world.allDelivered();
  const { counts, broken } = await counted.so();
  return {
    fault: "F15",
    title: "an upgrade with mail waiting loses none of it",
    done: "home stopped, relay stopped while webhooks came, migrations run, relay and home started",
    counts,
    broken: [...broken, ...wrong],
  };
}
