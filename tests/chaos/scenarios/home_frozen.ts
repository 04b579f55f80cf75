/** F4: home's process is frozen. Webhooks are still accepted, visitors get an error page, and work continues afterwards. */
import { count } from "../counts.ts";
import { judge, type Outcome } from "../outcome.ts";
import { until } from "../../support/until.ts";
import type { World } from "../world.ts";

const LETTERS = 20;

export async function homeFrozen(world: World): Promise<Outcome> {
  const { home, relay, crowd } = world;
  const { broken: wrong, holds } = judge();
  const counted = count(world);
  await home.freeze();
  const refusals = crowd.refusals();
  await crowd.send(crowd.messages(LETTERS));
  holds(crowd.refusals() === refusals, "no webhook is refused");
  const began = performance.now();
  const { status, headers, body } = await fetch(relay.url);
  const waited = performance.now() - began;
  await body?.cancel();
  holds(status === 503 && headers.has("retry-after"), `a visitor is told so, not ${status}`);
  await home.thaw();
  await until(
    "visitors are answered again",
    async () => await (await fetch(relay.url)).text() === "at home",
  );
  await world.allDelivered();
  const { counts, broken } = await counted.so();
  return {
    fault: "F4",
    title: "home is frozen: webhooks are taken at once, visitors are told, all goes on afterwards",
    done: `home stopped without a word while ${LETTERS} webhooks and a visitor came`,
    counts: { ...counts, "ms until the visitor was told": Math.round(waited) },
    broken: [...broken, ...wrong],
  };
}
