/** F13: home's disk is full. Home reports it, no record is damaged, and work continues once there is room. */
import { count } from "../counts.ts";
import { judge, type Outcome } from "../outcome.ts";
import { smallDisk } from "../small_disk.ts";
import { until } from "../../support/until.ts";
import { startWorld } from "../world.ts";

const DISK_MB = 8;
const LETTERS = 20;
const FULL = "common.disk_full";

/** A world of its own: home lives on the small disk. */
export async function diskFull(): Promise<Outcome> {
  const title = "home's disk is full: mail waits at the relay, and comes when there is room";
  await using disk = await smallDisk(DISK_MB);
  if (!disk) {
    const done = "nothing: this system lets us mount no small disk";
    return { fault: "F13", title, done, counts: {}, broken: [] };
  }
  await using world = await startWorld({ dataDir: `${disk.path}/home` });
  const { home, crowd, client } = world;
  const { broken: wrong, holds } = judge();
  const counted = count(world);
  await crowd.send(crowd.messages(LETTERS));
  await world.allDelivered();
  await disk.fill();
  await crowd.send(crowd.messages(LETTERS));
  await until("home says that its disk is full", () => home.said().includes(FULL));
  const { waiting, parked } = await client.mailbox.list("waiting");
  holds(waiting > 0 && parked === 0, "mail waits, and none is put aside");
  const changed = await home.change({ from: 0, to: 1_000, word: "x".repeat(1_000) })
    .then(() => "done", String);
  holds(changed.includes(FULL), `who changes something is told that the disk is full: ${changed}`);
  await disk.clear();
  await world.allDelivered();
  await home.kill();
  await home.start();
  await home.change({ from: 0, to: 10, word: "room" });
  const { counts, broken } = await counted.so();
  return {
    fault: "F13",
    title,
    done: `a disk of ${DISK_MB} MB filled up while ${LETTERS} of ${2 * LETTERS} webhooks came`,
    counts: { ...counts, "waited at the relay": waiting },
    broken: [...broken, ...wrong],
  };
}
