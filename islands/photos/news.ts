/** Looks again when photos came in, and, while some are being prepared, whenever a job of the item ends. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
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
    addEventListener("photos-changed", look);

    let live: EventSource | undefined;
    const stopFollowing = waiting.subscribe((any) => {
      live?.close();
      live = any ? new EventSource(events) : undefined;
      live?.addEventListener("hello", look);
      live?.addEventListener("job", ({ data }) => /"(done|failed|dead)"/.test(data) && look());
    });
    return () => {
      removeEventListener("photos-changed", look);
      stopFollowing();
      live?.close();
    };
  }, []);
}
