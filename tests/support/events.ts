/** What the app tells live, as a page hears it. */
import { splitLines } from "./lines.ts";
import type { Owner } from "./owner.ts";

/** A job in words, as an event brings it. */
export interface JobNews {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly done: number;
}

export interface Events extends AsyncDisposable {
  /** Waits for the next job of which this is true. @throws when the stream ends before */
  next(wanted: (job: JobNews) => boolean): Promise<JobNews>;
  /** Waits until the app ends the stream, or is gone. */
  ended(): Promise<void>;
}

/** Resolves when the app listens: what happens from now on is heard. */
export async function listen({ ask }: Owner): Promise<Events> {
  const answer = await ask("/events");
  const lines = answer.body!.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
    .getReader();
  await lines.read();
  return {
    async next(wanted) {
      while (true) {
        const { value, done } = await lines.read();
        if (done) throw new Error("The events ended before the one that was awaited.");
        const data = /^data: (\{.*)$/.exec(value)?.[1];
        const job: JobNews | null = data ? JSON.parse(data) : null;
        if (job && wanted(job)) return job;
      }
    },
    async ended() {
      while (!(await lines.read().catch(() => ({ done: true }))).done);
    },
    [Symbol.asyncDispose]: () => lines.cancel().catch(() => {}),
  };
}
