/** How soon each is there, or there again; and how soon somebody answers for a home that is frozen. */
import { percentile, timed } from "../timing.ts";
import { KB_PATH } from "./paths.ts";
import { isAnswered, relayOf, type Stage } from "./stage.ts";

/** Between two looks whether somebody answers: what it adds to the figure. */
const LOOK_MS = 2;
/** How long the relay stays away, so that home has dialled in vain before. */
const AWAY_MS = 2_000;

/** From the start of the process to its first answer; the median. */
export async function coldStart(starts: number) {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    const relay = relayOf({});
    times.push(await timed(() => startedAndAnswers(relay, "/api/health")));
    await relay.kill();
  }
  return { cold_start_ms: percentile(times, 0.5) };
}

/** Stopped as by a debugger: its connections stay open, and nobody reads them. */
export async function frozenHome({ relay, home, joined }: Stage) {
  await home.freeze();
  const ms = await timed(async () => {
    const { status, body } = await fetch(relay.url + KB_PATH);
    await body?.cancel();
    if (status !== 503) throw new Error(`a frozen home answered ${status}`);
  });
  await home.thaw();
  await joined();
  return { frozen_home_answered_ms: ms };
}

/** From the start of the killed one's successor to home's first answer through the relay; the median. */
export async function restarts({ relay, home, joined }: Stage, rounds: number) {
  const relayTimes: number[] = [];
  const homeTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await relay.kill();
    await pause(AWAY_MS);
    relayTimes.push(await timed(() => startedAndAnswers(relay, KB_PATH)));
    await home.kill();
    homeTimes.push(await timed(() => Promise.all([home.start(), answers(relay.url + KB_PATH)])));
  }
  await joined();
  return {
    back_after_relay_restart_ms: percentile(relayTimes, 0.5),
    back_after_home_restart_ms: percentile(homeTimes, 0.5),
  };
}

const startedAndAnswers = (relay: Stage["relay"], path: string) =>
  Promise.all([relay.start(), answers(relay.url + path)]);

async function answers(url: string): Promise<void> {
  while (!await isAnswered(url)) await pause(LOOK_MS);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
