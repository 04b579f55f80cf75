/** F8: one webhook that home cannot take in, however often; the rest must not wait for it. */
import { ATTEMPTS_MAX } from "../../../relay/mailbox/webhook_deliverer.ts";
import { count } from "../counts.ts";
import { judge, type Outcome } from "../outcome.ts";
import { until } from "../../support/until.ts";
import type { World } from "../world.ts";

export interface PoisonSize {
  readonly webhooks: number;
  /** Refusals that are written into the mailbox instead of waited for: the last ones come minutes apart. */
  readonly pretended: number;
}

export async function poison(
  world: World,
  { webhooks, pretended }: PoisonSize,
): Promise<Outcome> {
  const { home, crowd, client, sql } = world;
  const { broken: wrong, holds } = judge();
  const counted = count(world);
  const messages = crowd.messages(webhooks, ["generic"]);
  const bad = messages[Math.floor(webhooks / 2)]!;
  await home.poison(`"${bad.id}"`);
  await crowd.send([...messages, ...crowd.messages(webhooks, ["sendcloud"])]);
  const attempts = async () =>
    (await sql`select attempts from mail where event = ${bad.id}`)[0]!.attempts as number;
  await until("home refuses it", async () => await attempts() > 0);
  if (pretended > 0) {
    await sql`update mail set attempts = attempts + ${pretended} where event = ${bad.id}`;
  }
  let tries = 0;
  const isAside = async () => {
    tries = await attempts();
    return (await client.mailbox.list("parked")).parked === 1;
  };
  // From one try to the next it takes longer and longer.
  await until("it is put aside", isAside, () => tries);
  const { lines: [parked] } = await client.mailbox.list("parked");
  holds(parked!.event === bad.id, "the bad one is put aside, and no other");
  holds(parked!.attempts === ATTEMPTS_MAX, `it was tried ${ATTEMPTS_MAX} times`);
  holds(/^500 .*more than I can take/.test(parked!.parkedWhy ?? ""), "its reason is told");
  await world.allDelivered();
  const { counts: { effects } } = await counted.so();
  holds(effects === 2 * webhooks - 1, "all others arrive while it is put aside");
  await home.poison("");
  await client.mailbox.redeliver(parked!.id);
  await world.allDelivered();
  const { counts: { "out of order": overtaken, ...counts }, broken } = await counted.so();
  return {
    fault: "F8",
    title: "a webhook that home cannot take in is put aside with its reason; the rest flows",
    done: `home throws on 1 of ${2 * webhooks} webhooks, then is mended, and it is brought again`,
    counts: {
      ...counts,
      "arrived before it was mended": effects!,
      "attempts of the bad one": parked!.attempts,
      "that it let pass": overtaken!,
    },
    // Being passed is what putting aside means.
    broken: [...broken.filter((promise) => !promise.includes("out of order")), ...wrong],
  };
}
