/**
 * A small home: the real rooms of the relay (line, mail, second copy) over a real Deno KV file, without the pages.
 * Whoever runs it asks it through a door of its own, on this machine only.
 */
import { z } from "zod";
import { readConfig } from "../../config.ts";
import { openHomeFolder, openWholeStore } from "../../app/open_store.ts";
import { createHomeRelay } from "../../app/relay_client.ts";
import { createNewId, systemClock } from "../../services/base/clock.ts";
import { createLogger } from "../../services/base/log.ts";
import { type Blobs, createDatabase, createFileBlobs } from "../../services/store/mod.ts";
import { storedWebhooks } from "../../services/relay-client/received_webhooks.ts";
import { changeThings, ThingsSchema } from "./things.ts";

const STOP_MS = 2_000;
const encoder = new TextEncoder();
const clock = systemClock;
const log = createLogger({
  clock,
  level: "info",
  write: (line) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`)),
});

const config = readConfig(Deno.env.get, Deno.build.os);
const folder = await openHomeFolder(config);
const store = await openWholeStore(folder);
const sealer = await folder.sealer();
const db = createDatabase(store, { clock, sealer });

/** A webhook that says this cannot be taken in: as when the service that reads it has a fault. */
let poison = "";
const blobs = createFileBlobs(`${config.filesDir}/letters`);
const files: Blobs = {
  ...blobs,
  put(bytes, options) {
    const text = bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : "";
    if (poison && text.includes(poison)) throw new Error(`${poison} is more than I can take`);
    return blobs.put(bytes, options);
  },
};

const newId = createNewId(clock);
const relay = (await createHomeRelay({
  ...{ config, db, clock, newId, log, sealer, files },
  version: "0",
}))!;

/** In the order in which they were kept: the store's stamps grow. */
async function kept(): Promise<string[]> {
  const rows = await Array.fromAsync(db.each(storedWebhooks));
  rows.sort((a, b) => a.stamp < b.stamp ? -1 : 1);
  return rows.map(({ id }) => id);
}

/** Those whose bytes are not what was sent. */
async function torn(): Promise<string[]> {
  const found: string[] = [];
  for await (const { id, value } of db.each(storedWebhooks)) {
    const bytes = await blobs.get(value.body);
    if (bytes?.length !== value.bytes) found.push(id);
  }
  return found;
}

const CALLS: Record<string, (said: unknown) => Promise<unknown>> = {
  "/state": async () => ({
    connected: relay.service.state().connected,
    waiting: (await db.outbox.list(1)).length > 0,
    replica: relay.service.replicator.state(),
  }),
  "/kept": kept,
  "/torn": torn,
  "/replicate": () => relay.service.replicator.replicate(),
  "/change": (said) => changeThings(db, ThingsSchema.parse(said)),
  "/poison": (said) => Promise.resolve(poison = z.string().parse(said)),
};

const door = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
  const call = CALLS[new URL(request.url).pathname];
  if (!call) return new Response(null, { status: 404 });
  try {
    return Response.json(await call(await request.json()) ?? null);
  } catch (error) {
    return Response.json({ error: String(error) }, { status: 503 });
  }
});

const noShop = { start() {}, connected() {}, stop: () => Promise.resolve() };
relay.connect(() => new Response("at home"), noShop);
log.info("started", { port: door.addr.port });

const told = Promise.withResolvers<void>();
Deno.addSignalListener("SIGTERM", () => told.resolve());
await told.promise;
await relay.leave(STOP_MS);
await relay.stop(STOP_MS);
await door.shutdown();
await store.close();
await folder.release();
Deno.exit(0);
