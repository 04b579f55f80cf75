/** One photo of the album with its warnings and actions. */
import type { JSX } from "preact";
import { counted, type PhotoView } from "./view.ts";

/** Texts contain `{n}` and `{count}`. */
export interface ShotWords {
  number: string;
  cover: string;
  waiting: string;
  failed: string;
  back: string;
  forward: string;
  remove: string;
  turn: string;
  retry: string;
}

interface ShotProps {
  photo: PhotoView;
  at: number;
  count: number;
  words: ShotWords;
  dragged: boolean;
  over: boolean;
  onPointerDown: (event: PointerEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onMove: (to: number) => void;
}

export function Shot({ photo, at, count, words, ...rest }: ShotProps) {
  const { dragged, over, onPointerDown, onKeyDown, onMove } = rest;
  const say = (text: string) => counted(text, at, count);
  const look = `shot${dragged ? " shot--dragged" : ""}${over ? " shot--over" : ""}`;
  return (
    <li class={look} data-at={at}>
      <a
        class="shot-face"
        href={photo.state === "ready"
          ? `/photos/${photo.id}/display?v=${photo.version}`
          : `#photo-${photo.id}`}
        id={`photo-${photo.id}`}
        aria-describedby="album-help"
        onDragStart={(event) => event.preventDefault()}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      >
        {photo.state === "ready"
          ? (
            <img
              src={`/photos/${photo.id}/thumb?v=${photo.version}`}
              alt={say(words.number)}
              loading="lazy"
            />
          )
          : (
            <span>
              {say(words.number)}: {photo.state === "waiting" ? words.waiting : words.failed}
            </span>
          )}
        {at === 0 && <span class="shot-cover">{words.cover}</span>}
      </a>
      <div class="shot-tools">
        <MoveTo id={photo.id} to={at - 1} off={at === 0} label={say(words.back)} onMove={onMove}>
          <path d="m14 5-7 7 7 7" />
        </MoveTo>
        <MoveTo
          id={photo.id}
          to={at + 1}
          off={at === count - 1}
          label={say(words.forward)}
          onMove={onMove}
        >
          <path d="m10 5 7 7-7 7" />
        </MoveTo>
        <Tool
          action={`/photos/${photo.id}/turn`}
          label={say(words.turn)}
          off={photo.state !== "ready"}
        >
          <path d="M20 11a8 8 0 1 1-2.3-5.6M20 3v5h-5" />
        </Tool>
        <Tool action={`/photos/${photo.id}/remove`} label={say(words.remove)}>
          <path d="m6 6 12 12M18 6 6 18" />
        </Tool>
      </div>
      {[photo.error, ...photo.warnings].map((text) =>
        text && <p class="lint" key={text}>{text}</p>
      )}
      {photo.again && (
        <form method="post" action={`/photos/${photo.id}/retry`}>
          <button type="submit" class="button">{words.retry}</button>
        </form>
      )}
    </li>
  );
}

interface ToolProps {
  action: string;
  label: string;
  off?: boolean;
  fields?: JSX.Element;
  onSubmit?: (event: Event) => void;
  children: JSX.Element;
}

function Tool({ action, label, off, fields, onSubmit, children }: ToolProps) {
  return (
    <form method="post" action={action} onSubmit={onSubmit}>
      {fields}
      <button
        type="submit"
        class="button button--quiet button--icon"
        aria-label={label}
        disabled={off}
      >
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{children}</svg>
      </button>
    </form>
  );
}

function MoveTo({ id, to, off, label, onMove, children }: {
  id: string;
  to: number;
  off: boolean;
  label: string;
  onMove: (to: number) => void;
  children: JSX.Element;
}) {
  return (
    <Tool
      action={`/photos/${id}/move`}
      label={label}
      off={off}
      fields={<input type="hidden" name="to" value={Math.max(0, to)} />}
      onSubmit={(event) => {
        event.preventDefault();
        onMove(to);
      }}
    >
      {children}
    </Tool>
  );
}
