/** Props of the two photo islands. */
import type { PhotoOrderProps } from "../../islands/PhotoOrder.tsx";
import type { PhotoView } from "../../islands/photos/view.ts";
import type { PhotoUploaderProps } from "../../islands/PhotoUploader.tsx";
import { isMessageKey, type T } from "../../locales/mod.ts";
import {
  type Photo,
  PHOTO_BYTES_MAX,
  PHOTOS_PER_ITEM_MAX,
  photoVersion,
} from "../../services/photos/mod.ts";

/** The file itself may be fine. */
const HOUSE_AT_FAULT = ["photos.not_prepared", "photos.original_missing"];
const MEGABYTE = 1024 * 1024;
/** Left as they are: the island knows the numbers. */
const OPEN = { n: "{n}", count: "{count}", percent: "{percent}" };

export function photoUploaderProps(t: T, number: number): PhotoUploaderProps {
  return {
    action: `/items/${number}/photos`,
    words: {
      drop: t("photos.drop", { max: PHOTOS_PER_ITEM_MAX }),
      limits: t("photos.limits", { max: PHOTO_BYTES_MAX / MEGABYTE }),
      choose: t("photos.choose"),
      camera: t("photos.camera"),
      add: t("photos.add"),
      sending: t("photos.sending", OPEN),
      broken: t("photos.upload_cut"),
      retry: t("photos.retry"),
    },
  };
}

export function photoOrderProps(
  t: T,
  item: { id: string; number: number },
  photos: readonly Photo[],
): PhotoOrderProps {
  return {
    source: `/items/${item.number}/photos`,
    events: `/events?subject=${item.id}`,
    photos: photos.map((photo) => photoView(t, photo)),
    words: {
      label: t("photos.list_label"),
      help: t("photos.order_help"),
      empty: t("photos.empty"),
      moved: t("photos.moved", OPEN),
      notMoved: t("photos.not_moved"),
      number: t("photos.number", OPEN),
      cover: t("photos.cover"),
      waiting: t("photos.waiting"),
      failed: t("photos.failed"),
      back: t("photos.move_back", OPEN),
      forward: t("photos.move_forward", OPEN),
      remove: t("photos.remove", OPEN),
      turn: t("photos.turn", OPEN),
      retry: t("photos.retry"),
    },
  };
}

export function photoView(t: T, photo: Photo): PhotoView {
  const { id, state, warnings, error } = photo;
  return {
    id,
    state,
    version: photoVersion(photo),
    warnings: warnings.map((warning) => t(`photos.warning_${warning}`)),
    ...(error && isMessageKey(error.key) ? { error: t(error.key, error.params) } : {}),
    ...(error && HOUSE_AT_FAULT.includes(error.key) ? { again: true } : {}),
  };
}
