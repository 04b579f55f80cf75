/** P5: what a relay holds in memory: alone, with many who are being answered, with many who ask nothing. */
import { load } from "./load.ts";
import { KB_PATH } from "./paths.ts";
import { memoryMb, peaks } from "./process.ts";
import { openStage } from "./stage.ts";
import { openVisit, type Visit } from "./visit.ts";
import { visitors } from "./visitors.ts";

const TUNNELLED = 1_000;
/** How many connect at the same time. */
const TOGETHER = 100;
const SMALL_BUFFER_BYTES = 4_096;

export async function crowds(seconds: number, idlers: number) {
  await using stage = await openStage();
  const { relayPort, relay } = stage;
  const idle = await memoryMb(relay.pid());
  const [busy] = await peaks([relay.pid()], async () => {
    const { failures } = await load({
      ...{ port: relayPort, path: KB_PATH, connections: TUNNELLED, seconds },
    });
    if (failures > 0) throw new Error(`${failures} failed of ${TUNNELLED} connections' requests`);
  });
  const next = visitors((client) =>
    `GET ${KB_PATH} HTTP/1.1\r\nhost: bench\r\nfly-client-ip: ${client}\r\n\r\n`
  );
  const visits: Visit[] = [];
  for (let left = idlers; left > 0; left -= TOGETHER) {
    visits.push(
      ...await Promise.all(Array.from({ length: Math.min(TOGETHER, left) }, async () => {
        const visit = await openVisit(relayPort, SMALL_BUFFER_BYTES);
        await visit.ask(next());
        return visit;
      })),
    );
  }
  const kept = await memoryMb(relay.pid());
  for (const visit of visits) visit[Symbol.dispose]();
  return {
    P5: {
      idle_mb: idle,
      at_1000_tunnelled_mb: busy!,
      at_10000_idle_keepalive_mb: kept,
      idle_keepalive_connections: visits.length,
    },
  };
}
