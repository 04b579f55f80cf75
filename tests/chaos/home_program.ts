/** The small home as a process, and what it is asked. */
import { z } from "zod";
import { type Logged, type Program, programOf } from "../support/running.ts";
import type { Things } from "./things.ts";
import { until } from "../support/until.ts";

export interface HomeProgram extends Program {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Deliveries that it logged: kept ones and those that it knew already, over all its lives. */
  readonly heard: { kept: Map<number, number>; known: number };
  /** Ids of webhooks in the order in which they were kept. */
  kept(): Promise<string[]>;
  /** Letters whose bytes are not whole. */
  torn(): Promise<string[]>;
  state(): Promise<z.infer<typeof StateSchema>>;
  replicate(): Promise<void>;
  change(things: Things): Promise<void>;
  poison(word: string): Promise<void>;
  connected(): Promise<void>;
}

interface HomeOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
}

const FILE = new URL("home.ts", import.meta.url).pathname;
const StateSchema = z.object({
  connected: z.boolean(),
  waiting: z.boolean(),
  replica: z.object({ waitingSince: z.number().nullable() }),
});
/** It may have to look through a day's webhooks. */
const ANSWER_MS_MAX = 180_000;

export function homeProgram({ dataDir, env }: HomeOptions): HomeProgram {
  let port = 0;
  const heard = { kept: new Map<number, number>(), known: 0 };
  function hear(line: Logged): void {
    if (line.event === "started") port = Number(line.port);
    if (line.event !== "webhook_received") return;
    if (line.outcome === "known") return void heard.known++;
    const id = Number(line.id);
    heard.kept.set(id, (heard.kept.get(id) ?? 0) + 1);
  }
  const whole = { LANG: "en", NO_COLOR: "1", ...env, DATA_DIR: dataDir };
  const args = ["run", "-A", "--quiet", "--no-check", FILE];
  const program = programOf({ name: "home", args, env: whole, hear });

  async function ask<T>(path: string, schema: z.ZodType<T>, said: unknown = null): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      body: JSON.stringify(said),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return schema.parse(answer);
  }

  const ids = z.array(z.string());
  const state = () => ask("/state", StateSchema);
  return {
    ...program,
    dataDir,
    env: whole,
    heard,
    kept: () => ask("/kept", ids),
    torn: () => ask("/torn", ids),
    state,
    replicate: async () => void await ask("/replicate", z.unknown()),
    change: async (things) => void await ask("/change", z.number(), things),
    poison: async (word) => void await ask("/poison", z.string(), word),
    connected: () => until("home is connected", async () => (await state()).connected),
  };
}
