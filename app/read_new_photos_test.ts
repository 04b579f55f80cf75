import assert from "node:assert/strict";
import { beginReading, readNewPhotos } from "./read_new_photos.ts";
import { invalid, unavailable } from "../services/base/errors.ts";
import type { Item, State } from "../services/inventory/mod.ts";
import type { Job } from "../services/jobs/mod.ts";
import { silentLogger } from "../services/base/log.ts";
import { PHOTO_JOB } from "../services/photos/mod.ts";

const job = (state: Job["state"], kind: string = PHOTO_JOB) =>
  ({ kind, state, subject: "item" }) as Job;

interface Scene {
  readonly known?: readonly Job[];
  readonly state?: State;
  readonly trouble?: Error;
}

/** @returns the rooms, and what was asked of them */
function roomsOf({ known = [], state = "draft", trouble }: Scene) {
  const begun: string[] = [];
  const asked: string[] = [];
  const listeners: ((job: Job) => void)[] = [];
  return {
    begun,
    asked,
    hear: (news: Job) => listeners.forEach((listener) => listener(news)),
    log: silentLogger,
    jobs: {
      list({ subject }: { subject?: string } = {}) {
        asked.push(subject!);
        return Promise.resolve([...known]);
      },
      onUpdate(listener: (job: Job) => void) {
        listeners.push(listener);
        return () => {};
      },
    },
    inventory: {
      byId: () => Promise.resolve({ id: "item", stamp: "1", value: { state } as Item }),
    },
    ai: {
      startReading(id: string) {
        begun.push(id);
        return trouble ? Promise.reject(trouble) : Promise.resolve({ jobs: [], skipped: [] });
      },
    },
  };
}

Deno.test("beginReading() begins for a draft whose photos are all prepared", async () => {
  const rooms = roomsOf({ known: [job("done"), job("waiting", "read_tags")] });
  await beginReading(rooms, "item");
  assert.deepEqual(rooms.begun, ["item"]);
});

Deno.test("beginReading() waits for the other photos and leaves what is past the draft", async () => {
  for (const scene of [{ known: [job("waiting")] }, { state: "listed" as const }]) {
    const rooms = roomsOf(scene);
    await beginReading(rooms, "item");
    assert.deepEqual(rooms.begun, []);
  }
});

Deno.test("beginReading() takes it that nobody reads, but no other trouble", async () => {
  await beginReading(roomsOf({ trouble: invalid("ai.nobody_reads") }), "item");
  const broken = roomsOf({ trouble: unavailable("ai.silent") });
  await assert.rejects(beginReading(broken, "item"));
});

Deno.test("readNewPhotos() listens to photos that are done, and to nothing else", () => {
  const rooms = roomsOf({});
  readNewPhotos(rooms);
  rooms.hear(job("running"));
  rooms.hear(job("done", "read_tags"));
  assert.deepEqual(rooms.asked, []);
  rooms.hear(job("done"));
  assert.deepEqual(rooms.asked, ["item"]);
});
