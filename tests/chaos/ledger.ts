/** Compares acknowledged webhooks with those at home: none lost, none twice, each sender's order kept. */
import type { HomeProgram } from "./home_program.ts";
import type { Sent } from "./sender.ts";
import { letterId } from "./signing.ts";

interface Balance {
  /** Number of these webhooks at home. */
  readonly effects: number;
  /** Acknowledged, and not at home. */
  readonly lost: string[];
  /** Kept more than once, or not whole. */
  readonly odd: string[];
  /** Ids of webhooks at home after one whose sending began only when they were already acknowledged. */
  readonly outOfOrder: string[];
}

export async function balanceOf(sent: readonly Sent[], home: HomeProgram): Promise<Balance> {
  const known = new Map(sent.map((message) => [letterId(message), message]));
  const kept = (await home.kept()).flatMap((id) => known.get(id) ?? []);
  const there = new Set(kept);
  const twice = [...home.heard.kept].filter(([, times]) => times > 1)
    .map(([id]) => `mail ${id} was kept twice`);
  return {
    effects: kept.length,
    lost: sent.filter((message) => !there.has(message)).map(letterId),
    odd: [...twice, ...await home.torn()],
    outOfOrder: [...Map.groupBy(kept, ({ sender }) => sender).values()].flatMap(outOfOrder),
  };
}

/** Two that were under way at once have no order; one that was acknowledged before the other began comes first. */
export function outOfOrder(arrived: readonly Sent[]): string[] {
  const found: string[] = [];
  let earliest = Infinity;
  for (const message of arrived.toReversed()) {
    if (earliest < message.begun) found.push(letterId(message));
    earliest = Math.min(earliest, message.acknowledged);
  }
  return found;
}
