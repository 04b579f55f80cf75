/** Fetches the photos again after an upload and, while photos are being prepared, whenever a job of the item ends. */
import { useEffect, useRef } from "preact/hooks";
import type { Cell } from "../cell.ts";
import { followJobs, type LiveJob } from "../live/job_events.ts";
import type { PhotoView } from "./view.ts";

interface News {
  source: string;
  events: string;
  photos: Cell<PhotoView[]>;
}

export function usePhotoNews({ source, events, photos }: News): void {
  const asked = useRef(0);
  const isAnyWaiting = photos.value.some(({ state }) => state === "waiting");

  useEffect(() => {
    async function refresh() {
      const mine = ++asked.current;
      const response = await fetch(source, { headers: { accept: "application/json" } });
      const answer = response.ok ? await response.json() : null;
      // Ignores an older answer that arrives late.
      if (answer && mine === asked.current) photos.value = answer.photos;
    }
    const look = () => void refresh().catch(() => {});
    const lookAtEnd = ({ state }: LiveJob) => /^(done|failed|dead)$/.test(state) && look();
    addEventListener("photos-changed", look);
    const leave = isAnyWaiting ? followJobs(events, { hello: look, job: lookAtEnd }) : () => {};
    return () => {
      removeEventListener("photos-changed", look);
      leave();
    };
  }, [isAnyWaiting]);
}
