/** Facts that were read in part, each with the crop of its photo and two actions: type it or confirm it. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { PhotoCrop } from "../../components/photo_crop.tsx";
import type { T } from "../../locales/mod.ts";
import type { Fact, FactName, Item } from "../../services/inventory/mod.ts";
import type { Photo } from "../../services/photos/mod.ts";

interface Props {
  readonly t: T;
  readonly item: Pick<Item, "number">;
  readonly name: FactName;
  readonly fact: Pick<Fact<FactName>, "photoId" | "place">;
  readonly photos: readonly Photo[];
}

export function PartlyRead({ t, item, name, fact, photos }: Props) {
  return (
    <>
      <Crop t={t} name={name} fact={fact} photos={photos} />
      <p class="small soft">{t("items.read_in_part_help")}</p>
      <form method="post" action={`/items/${item.number}/confirm`} class="row">
        <ButtonLink href={`/items/${item.number}/edit#${name}`}>{t("items.type_it")}</ButtonLink>
        <Button type="submit" kind="quiet" name="fact" value={name}>
          {t("items.confirm_it")}
        </Button>
      </form>
    </>
  );
}

/** The display image, which every page of the item shows as well; nothing where the photo is gone. */
function Crop({ t, name, fact: { photoId, place }, photos }: Omit<Props, "item">) {
  const photo = photos.find(({ id, state }) => id === photoId && state === "ready");
  if (!photo) return null;
  const href = `/photos/${photo.id}/display`;
  const { width, height } = photo;
  const label = t("items.look_at_photo", { fact: t(`inventory.fact_${name}`).toLowerCase() });
  return (
    <a href={href}>
      {place && width && height
        ? <PhotoCrop href={href} photo={{ width, height }} place={place} alt={label} />
        : label}
    </a>
  );
}
