/** F7: home was away for long; then all that waited comes in its order, and visitors are answered meanwhile. */
import { count } from "../counts.ts";
import { judge, type Outcome } from "../outcome.ts";
import type { World } from "../world.ts";

/** Well under what one visitor may ask at once. */
const VISITS_MAX = 500;

export async function backlog(world: World, webhooks: number): Promise<Outcome> {
  const { home, relay, crowd } = world;
  const { broken: wrong, holds } = judge();
  const counted = count(world);
  await home.stop();
  await crowd.send(crowd.messages(webhooks));
  holds(await visit(relay.url) === 503, "a visitor is told that home is away");
  await home.start();
  await home.connected();
  let over = false;
  const delivered = world.allDelivered().then(() => over = true);
  const visits = { answered: 0, refused: 0 };
  while (!over && visits.answered + visits.refused < VISITS_MAX) {
    if (await visit(relay.url) === 200) visits.answered++;
    else visits.refused++;
  }
  await delivered;
  holds(visits.answered > 0, "visitors came meanwhile");
  holds(visits.refused === 0, "every visitor was answered meanwhile");
  const { counts, broken } = await counted.so();
  return {
    fault: "F7",
    title: "a long absence: what waited comes in order, visitors are answered meanwhile",
    done: `home stopped while ${webhooks} webhooks came`,
    counts: { ...counts, "visitors answered meanwhile": visits.answered },
    broken: [...broken, ...wrong],
  };
}

async function visit(url: string): Promise<number> {
  const { status, body } = await fetch(url);
  await body?.cancel();
  return status;
}
