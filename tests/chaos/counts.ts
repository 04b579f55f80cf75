/** Counts and promises shared by all scenarios with webhooks, over the webhooks that one of them sent. */
import { balanceOf } from "./ledger.ts";
import { named } from "./outcome.ts";
import type { World } from "./world.ts";

interface Count {
  /** @returns what came of what was sent since */
  so(world?: Pick<World, "home">): Promise<{ counts: Record<string, number>; broken: string[] }>;
}

export function count({ crowd, home, sql }: World): Count {
  const first = crowd.sent.length;
  const { attempts, keptBefore } = crowd.tally;
  const refusals = crowd.refusals();
  const known = home.heard.known;
  return {
    async so(now = { home }) {
      const sent = crowd.sent.slice(first);
      const balance = await balanceOf(sent, now.home);
      const [mail] = await sql`select count(parked_at)::int as parked from mail`;
      return {
        counts: {
          sent: crowd.tally.attempts - attempts,
          acknowledged: sent.length,
          "refused and retried": crowd.refusals() - refusals,
          "told twice to the relay": crowd.tally.keptBefore - keptBefore,
          "brought twice to home": now.home.heard.known - (now.home === home ? known : 0),
          effects: balance.effects,
          lost: balance.lost.length,
          "out of order": balance.outOfOrder.length,
        },
        broken: [
          ...named("lost", balance.lost),
          ...named("not whole, or twice", balance.odd),
          ...named("out of order", balance.outOfOrder),
          ...(mail!.parked > 0 ? [`${mail!.parked} put aside`] : []),
        ],
      };
    },
  };
}
