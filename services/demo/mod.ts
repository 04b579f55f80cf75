/** The sample wardrobe of a newcomer. */
export { createDemoItems, createDemoItemsJob, DEMO_BATCH } from "./create_samples.ts";
export { isSample } from "./wardrobe.ts";
