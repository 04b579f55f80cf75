/** F11: Redis is dead, frozen, wants a password or refuses every command. Only the health endpoint shows it. */
import { count } from "../counts.ts";
import { judge, type Outcome } from "../outcome.ts";
import type { World } from "../world.ts";

/** @returns how to end it */
type Trouble = (world: World) => Promise<() => Promise<unknown> | void>;

const refusing = (words: string): Trouble => ({ gate }) => {
  gate.refuse(words);
  return Promise.resolve(gate.letThrough);
};

const TROUBLES: Readonly<Record<string, Trouble>> = {
  async dead({ parts }) {
    await parts.redis.kill();
    return () => parts.redis.start();
  },
  async "half-open"({ parts }) {
    await parts.redis.freeze();
    return () => parts.redis.thaw();
  },
  "without a password": refusing("NOAUTH Authentication required."),
  "over its quota": refusing(
    "ERR max requests limit exceeded. Limit: 500000, Usage: 500000.",
  ),
};

const LETTERS = 10;

export async function redisTrouble(world: World): Promise<Outcome> {
  const { home, relay, crowd, gate } = world;
  const { broken: wrong, holds } = judge();
  const counted = count(world);
  let visitors = 0;
  for (const [name, begin] of Object.entries(TROUBLES)) {
    const end = await begin(world);
    const refusals = crowd.refusals();
    await crowd.send(crowd.messages(LETTERS));
    await world.allDelivered();
    holds(crowd.refusals() === refusals, `${name}: no webhook is refused`);
    const answer = await fetch(relay.url);
    if (await answer.text() === "at home") visitors++;
    await home.change({ from: 0, to: LETTERS, word: name });
    await home.replicate();
    await end();
    // A new relay meets it too.
    if (name !== "over its quota") continue;
    gate.refuse("ERR max requests limit exceeded.");
    await relay.stop();
    await relay.start();
    await home.connected();
    await crowd.send(crowd.messages(LETTERS));
    await world.allDelivered();
    gate.letThrough();
  }
  const troubles = Object.keys(TROUBLES);
  holds(visitors === troubles.length, "every visitor is answered");
  const { counts, broken } = await counted.so();
  return {
    fault: "F11",
    title: "Redis in trouble: webhooks, visitors and the copy notice nothing",
    done: `Redis ${troubles.join(", ")} in turn; the relay started without it`,
    counts: { ...counts, "visitors answered": visitors, "commands refused": gate.refused() },
    broken: [...broken, ...wrong],
  };
}
