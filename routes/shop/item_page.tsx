/** The public page of one item: photos, price, link to buy, facts. */
import { ButtonLink } from "../../components/button.tsx";
import { Tag } from "../../components/tag.tsx";
import { money } from "../../locales/format.ts";
import {
  displayPath,
  PUBLIC_FACTS,
  type PublicItem,
  type PublicPhoto,
  thumbPath,
} from "../../services/shop/mod.ts";
import { factText } from "../item/item_texts.ts";
import { fileHref, pageHref, publicName, type ShopView } from "./shop_view.ts";

interface Props {
  view: ShopView;
  good: PublicItem;
}

export function GoodPage({ view, good }: Props) {
  return (
    <div class="page two">
      <Photos view={view} good={good} />
      <section class="stack stack--wide">
        <header class="stack">
          <p>
            <Tag number={good.number} />
          </p>
          <h1>{publicName(view, good)}</h1>
          <Ask view={view} good={good} />
        </header>
        <Facts view={view} good={good} />
        <p>
          <a href={pageHref(view, "")}>{view.t("shop.to_closet")}</a>
        </p>
      </section>
    </div>
  );
}

/** "Taglia M · Ottime · Mango": what a search or a shared link says of it. */
export function itemSummary(view: ShopView, { facts, size, price }: PublicItem): string {
  const { t, locale } = view;
  return [
    price && money(locale, price),
    size && t("shop.size", { size: size.label }),
    facts.condition &&
    t("shop.condition", { condition: factText(facts, "condition", view)!.toLowerCase() }),
    factText(facts, "brand", view),
    factText(facts, "material", view),
  ].filter(Boolean).join(" · ");
}

function Ask({ view, good: { price, buyUrl } }: Props) {
  const { t, locale, settings } = view;
  return (
    <>
      {price && <p class="shop-price shop-price--large">{money(locale, price)}</p>}
      {buyUrl
        ? (
          <p>
            <ButtonLink href={buyUrl} kind="main" icon="next" rel="noopener">
              {t("shop.buy")}
            </ButtonLink>
          </p>
        )
        : <p class="soft">{t(settings.profileUrl ? "shop.soon_profile" : "shop.soon")}</p>}
    </>
  );
}

function Photos({ view, good }: Props) {
  const { t } = view;
  const { photos } = good;
  if (photos.length === 0) return <p class="soft">{t("shop.no_photos")}</p>;
  const name = publicName(view, good);
  return (
    <ul class="shop-photos" tabIndex={0} aria-label={t("shop.photos")}>
      {photos.map((photo, at) => (
        <li key={photo.display.sha}>
          <Picture
            view={view}
            photo={photo}
            first={at === 0}
            alt={t("shop.photo_of", { name, at: at + 1, count: photos.length })}
          />
        </li>
      ))}
    </ul>
  );
}

const SIZES = "(min-width: 900px) 480px, 100vw";

function Picture({ view, photo: { display, thumb }, first, alt }: {
  view: ShopView;
  photo: PublicPhoto;
  first: boolean;
  alt: string;
}) {
  const large = fileHref(view, displayPath(display));
  return (
    <img
      src={large}
      srcset={`${fileHref(view, thumbPath(thumb))} ${thumb.width}w, ${large} ${display.width}w`}
      sizes={SIZES}
      width={display.width}
      height={display.height}
      alt={alt}
      loading={first ? undefined : "lazy"}
    />
  );
}

/** In the seller's own words, whatever the page's language. */
const OWN_WORDS: ReadonlySet<string> = new Set(["flaws", "details"]);

function Facts({ view, good: { facts, size } }: Props) {
  const { t, locale, ownLanguage } = view;
  // One size, as the site writes it: what else the label prints helps nobody choose.
  const told = PUBLIC_FACTS.filter((name) => name !== "size")
    .map((name) => ({
      name,
      value: name === "sizeLabel" ? size?.label ?? null : factText(facts, name, view),
    }))
    .filter(({ value }) => value !== null);
  if (told.length === 0) return null;
  return (
    <dl class="facts">
      {told.map(({ name, value }) => (
        <div key={name}>
          <dt>{t(`inventory.fact_${name}`)}</dt>
          <dd lang={OWN_WORDS.has(name) && ownLanguage !== locale ? ownLanguage : undefined}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
