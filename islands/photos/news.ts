/** Looks again when photos came in, and, while some are being prepared, whenever a job of the item ends. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { followJobs, type LiveJob } from "../live/job_events.ts";
import type { PhotoView } from "./view.ts";

interface News {
  source: string;
  events: string;
  waiting: ReadonlySignal<boolean>;
  photos: Signal<PhotoView[]>;
}

export function usePhotoNews({ source, events, waiting, photos }: News): void {
  useEffect(() => {
    let asked = 0;
    async function refresh() {
      const mine = ++asked;
      const response = await fetch(source, { headers: { accept: "application/json" } });
      const answer = response.ok ? await response.json() : null;
      // Only the last answer counts: an older one may come later.
      if (answer && mine === asked) photos.value = answer.photos;
    }
    const look = () => void refresh().catch(() => {});
    const lookAtEnd = ({ state }: LiveJob) => /^(done|failed|dead)$/.test(state) && look();
    addEventListener("photos-changed", look);

    let leave = () => {};
    const stopWatching = waiting.subscribe((isAnyWaiting) => {
      leave();
      leave = isAnyWaiting ? followJobs(events, { hello: look, job: lookAtEnd }) : () => {};
    });
    return () => {
      removeEventListener("photos-changed", look);
      stopWatching();
      leave();
    };
  }, []);
}
