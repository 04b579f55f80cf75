/** Hands the photos to the phone's share sheet, in their order. */
import { useEffect, useRef } from "preact/hooks";
import { useCell } from "./cell.ts";

interface SharePhotosProps {
  photos: { href: string; name: string }[];
  texts: { share: string; waiting: string; failed: string };
}

const TYPE = "image/jpeg";

export default function SharePhotos({ photos, texts }: SharePhotosProps) {
  const able = useCell(false);
  const state = useCell<"idle" | "waiting" | "failed">("idle");
  const files = useRef<File[] | null>(null);

  useEffect(() => {
    const probe = new File([""], "01.jpg", { type: TYPE });
    able.value = photos.length > 0 && navigator.canShare?.({ files: [probe] }) === true;
  }, []);

  async function share() {
    state.value = "waiting";
    try {
      files.current ??= await Promise.all(photos.map(load));
      await navigator.share({ files: files.current });
      state.value = "idle";
    } catch (error) {
      // Loading took longer than a tap lasts: the files are here now, and the next tap shares at once.
      const tapAgain = error instanceof DOMException &&
        /^(NotAllowed|Abort)Error$/.test(error.name);
      state.value = tapAgain ? "idle" : "failed";
    }
  }

  return (
    <div hidden={!able.value}>
      <button
        type="button"
        class="button button--main"
        disabled={state.value === "waiting"}
        onClick={share}
      >
        {state.value === "waiting" ? texts.waiting : texts.share}
      </button>
      <p role="status" class="small">{state.value === "failed" ? texts.failed : ""}</p>
    </div>
  );
}

async function load({ href, name }: { href: string; name: string }): Promise<File> {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`photo: ${response.status}`);
  return new File([await response.blob()], name, { type: TYPE });
}
