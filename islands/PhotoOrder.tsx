/**
 * An item's photos in their order. Every photo moves by its buttons (without scripts too), by the arrow keys,
 * and by dragging: at once with a mouse, after a long press with a finger, so that pages still scroll.
 */
import { useEffect } from "preact/hooks";
import { useCell } from "./cell.ts";
import { Shot, type ShotWords } from "./photos/shot.tsx";
import { useDrag } from "./photos/drag.ts";
import { usePhotoNews } from "./photos/news.ts";
import { counted, type PhotoView } from "./photos/view.ts";

export interface PhotoOrderProps {
  /** Answers with the photos as they are now. */
  source: string;
  /** Live news of the item's jobs. */
  events: string;
  photos: PhotoView[];
  words: ShotWords & {
    label: string;
    help: string;
    empty: string;
    /** Contains `{n}` and `{count}`. */
    moved: string;
    notMoved: string;
  };
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -Infinity,
  End: Infinity,
};

export default function PhotoOrder({ source, events, photos: first, words }: PhotoOrderProps) {
  const photos = useCell(first);
  const said = useCell("");
  const awake = useCell(false);
  const drag = useDrag((id, to) => move(id, to));

  useEffect(() => void (awake.value = true), []);
  useEffect(() => void (photos.value = first), [first]);
  usePhotoNews({ source, events, photos });

  async function move(id: string, wanted: number) {
    const before = photos.value;
    const from = before.findIndex((photo) => photo.id === id);
    const to = Math.min(Math.max(wanted, 0), before.length - 1);
    if (from === -1 || from === to) return;
    photos.value = before.toSpliced(from, 1).toSpliced(to, 0, before[from]!);
    const moved = await fetch(`/photos/${id}/move`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({ to: String(to) }),
    }).then(({ ok }) => ok, () => false);
    if (!moved) photos.value = before;
    said.value = moved ? counted(words.moved, to, before.length) : words.notMoved;
  }

  function onKeyDown(event: KeyboardEvent, id: string, at: number) {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(id, at + step);
  }

  if (photos.value.length === 0) return <p class="soft">{words.empty}</p>;
  return (
    <div class="album">
      <p class="hint" id="album-help" hidden={!awake.value}>{words.help}</p>
      <ol aria-label={words.label} class="album-shots">
        {photos.value.map((photo, at) => (
          <Shot
            key={photo.id}
            photo={photo}
            at={at}
            count={photos.value.length}
            words={words}
            dragged={drag.dragged.value === photo.id}
            over={drag.over.value === at}
            onPointerDown={(event) => drag.begin(event, photo.id)}
            onKeyDown={(event) => onKeyDown(event, photo.id, at)}
            onMove={(to) => move(photo.id, to)}
          />
        ))}
      </ol>
      <p class="unseen" role="status">{said.value}</p>
    </div>
  );
}
