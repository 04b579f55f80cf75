/** Takes photos in by choosing, dropping, pasting or shooting them; sent one by one, so that they stand as chosen. */
import { useEffect, useRef } from "preact/hooks";
import { useCell } from "./cell.ts";

export interface PhotoUploaderProps {
  /** Upload URL; it answers with a sentence for each refused file. */
  action: string;
  words: {
    drop: string;
    limits: string;
    choose: string;
    camera: string;
    add: string;
    /** Contains `{percent}`. */
    sending: string;
    broken: string;
    retry: string;
  };
}

interface Sending {
  file: File;
  /** -1: waits for its turn. */
  percent: number;
  error?: string;
}

/** Event on the window after an upload, so that islands which show photos fetch them again. */
const CHANGED = "photos-changed";
/** Without HEIC in the list, phones convert to JPEG themselves, which is much faster than decoding HEIC at home. */
const ACCEPT = "image/*";

export default function PhotoUploader({ action, words }: PhotoUploaderProps) {
  const awake = useCell(false);
  const over = useCell(false);
  const sendings = useCell<readonly Sending[]>([]);
  const sending = useRef(false);

  function change({ file }: Sending, next: Partial<Sending> | null) {
    sendings.value = sendings.value.flatMap((other) => {
      if (other.file !== file) return [other];
      return next ? [{ ...other, ...next }] : [];
    });
  }

  async function sendAll() {
    if (sending.current) return;
    sending.current = true;
    for (let next; (next = sendings.value.find(({ percent }) => percent < 0));) {
      await sendOne(next);
    }
    sending.current = false;
  }

  async function sendOne(next: Sending) {
    change(next, { percent: 0 });
    try {
      await send(action, next.file, (percent) => change(next, { percent }));
      change(next, null);
      dispatchEvent(new Event(CHANGED));
    } catch (error) {
      change(next, { error: error instanceof Refused ? error.message : words.broken });
    }
  }

  function take(files: Iterable<File> | null | undefined) {
    const added = Array.from(files ?? [], (file) => ({ file, percent: -1 }));
    sendings.value = [...sendings.value, ...added];
    void sendAll();
  }

  function retry(sending: Sending) {
    change(sending, { percent: -1, error: undefined });
    void sendAll();
  }

  useEffect(() => {
    awake.value = true;
    const stop = new AbortController();
    const on = <K extends keyof DocumentEventMap>(name: K, act: (e: DocumentEventMap[K]) => void) =>
      document.addEventListener(name, act, { signal: stop.signal });
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
    on("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      over.value = true;
    });
    on("dragleave", (event) => over.value = event.relatedTarget !== null && over.value);
    on("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      over.value = false;
      take(event.dataTransfer?.files);
    });
    on("paste", (event) => take(event.clipboardData?.files));
    return () => stop.abort();
  }, []);

  const picker = (label: string, look: string, camera: boolean) => (
    <label class={`button ${look}`}>
      <input
        class="uploader-input"
        type="file"
        name="photos"
        accept={ACCEPT}
        multiple={!camera}
        capture={camera ? "environment" : undefined}
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          currentTarget.value = "";
        }}
      />
      {label}
    </label>
  );

  return (
    <form
      class={over.value ? "uploader uploader--over" : "uploader"}
      method="post"
      action={action}
      encType="multipart/form-data"
    >
      <p>{words.drop}</p>
      <div class="uploader-ways">
        {picker(words.camera, "button--main uploader-camera", true)}
        {picker(words.choose, "uploader-choose", false)}
        <button type="submit" class="button" hidden={awake.value}>{words.add}</button>
      </div>
      <p class="hint">{words.limits}</p>
      <div role="status">
        <ul class="sendings">
          {sendings.value.map((sending) => (
            <li key={sending.file}>
              <span class="sending-name">{sending.file.name}</span>
              {sending.error === undefined
                ? <Share percent={Math.max(0, sending.percent)} words={words} />
                : (
                  <>
                    <span class="error">{sending.error}</span>
                    <button type="button" class="button" onClick={() => retry(sending)}>
                      {words.retry}
                    </button>
                  </>
                )}
            </li>
          ))}
        </ul>
      </div>
    </form>
  );
}

function Share({ percent, words }: { percent: number; words: PhotoUploaderProps["words"] }) {
  const said = words.sending.replace("{percent}", String(percent));
  return <progress max={100} value={percent} aria-label={said}>{said}</progress>;
}

/** The server refused; the message is its reason. */
class Refused extends Error {}

/** Uses XMLHttpRequest, because fetch reports no upload progress. */
function send(action: string, file: File, onProgress: (percent: number) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = new XMLHttpRequest();
  request.open("POST", action);
  request.setRequestHeader("accept", "application/json");
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor(loaded / total * 100));
  request.onerror = () => reject(new Error("no answer"));
  request.onload = () => {
    const error = request.response?.files?.[0]?.error ?? request.response?.detail;
    if (request.status < 300 && !error) resolve();
    else reject(error ? new Refused(error) : new Error(`status ${request.status}`));
  };
  const body = new FormData();
  body.append("photos", file);
  request.send(body);
  return promise;
}
