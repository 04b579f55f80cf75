/** How much runs at once: chosen for two processor cores and one model in memory. */
import type { Lane } from "./job.ts";

export const LANES: Readonly<Record<Lane, number>> = {
  photos: 2,
  models: 1,
  files: 1,
  house: 1,
  lookups: 1,
};
