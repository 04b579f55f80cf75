/** The sample wardrobe of a newcomer. */
export { DEMO_BATCH, plantDemo, plantDemoJob } from "./demo.ts";
export { isSample } from "./wardrobe.ts";
