/** Builds the services that keep the items and their photos and read them. */
import { readNewPhotos } from "./read_new_photos.ts";
import type { Core } from "./core.ts";
import { createGlm } from "../services/ai/adapters/glm.ts";
import { createOcrReader } from "../services/ai/adapters/ocr.ts";
import { createOllama } from "../services/ai/adapters/ollama.ts";
import { shrinkPicture } from "../services/ai/adapters/picture_codec.ts";
import { readSample } from "../services/ai/adapters/sample_files.ts";
import { createAI, picturesFrom } from "../services/ai/mod.ts";
import { createDemoItems, createDemoItemsJob } from "../services/demo/mod.ts";
import { renderDrawing } from "../services/demo/render_codec.ts";
import { createInventory } from "../services/inventory/mod.ts";
import { createPhotos } from "../services/photos/mod.ts";
import { createSharpCodec } from "../services/photos/sharp_codec.ts";
import { createFileBlobs } from "../services/store/mod.ts";

export type WardrobeServices = ReturnType<typeof createWardrobeServices>;

export function createWardrobeServices(core: Core) {
  const { config, db, clock, newId, jobs, log, auth } = core;
  const inventory = createInventory({ db, clock, newId, log });
  const blobs = createFileBlobs(`${config.filesDir}/photos`, { shared: core.isStoreShared });
  const photos = createPhotos({
    ...{ db, blobs, jobs, clock, newId },
    codec: createSharpCodec(),
    setCover: inventory.setCover,
  });
  const ai = createAI({
    ...{ db, jobs, clock, inventory },
    ocr: createOcrReader(),
    ollama: createOllama({ url: config.ollamaUrl }),
    glm: (access) => createGlm({ url: config.glmUrl, ...access }),
    picturesOf: picturesFrom(photos),
    shrink: shrinkPicture,
    sample: readSample,
    language: async () => (await auth.profile.get()).language,
  });
  readNewPhotos({ ai, inventory, jobs, log });
  jobs.handle(
    createDemoItemsJob,
    (_, context) => createDemoItems({ inventory, photos, clock, render: renderDrawing }, context),
  );
  return {
    ...{ inventory, photos, blobs, ai },
    createDemoItems: async () => void await jobs.enqueueNow(createDemoItemsJob, null),
  };
}
