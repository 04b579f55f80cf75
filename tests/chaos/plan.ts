/** Plans by seed which part suffers which fault, after how many acknowledged webhooks of its round. */
import type { Chance } from "./chance.ts";
import { type PartName, PARTS } from "./world.ts";

const WAYS = ["killed", "frozen", "restarted"] as const;
type Way = (typeof WAYS)[number];

export interface Fault {
  readonly part: PartName;
  readonly way: Way;
  /** Acknowledged messages of the round before it happens. */
  readonly after: number;
}

const ALL = PARTS.flatMap((part) => WAYS.map((way) => ({ part, way })));

/** Each part suffers each way equally often, in an order by chance. */
export function planOf(chance: Chance, rounds: number, perRound: number): Fault[] {
  const turns = Math.ceil(rounds / ALL.length);
  return Array.from({ length: turns }, () => chance.shuffled(ALL)).flat().slice(0, rounds)
    .map((fault) => ({ ...fault, after: chance.below(Math.ceil(perRound / 2)) }));
}

/** "home killed 3, frozen 2 …" */
export function inWords(plan: readonly Fault[]): string {
  return PARTS.map((part) => {
    const ways = WAYS.flatMap((way) => {
      const times = plan.filter((fault) => fault.part === part && fault.way === way).length;
      return times > 0 ? [`${way} ${times}`] : [];
    });
    return ways.length > 0 ? `${part} ${ways.join(", ")}` : "";
  }).filter(Boolean).join("; ");
}
