/**
 * The shop's door, open to everybody and before anybody is asked who they are: no session is looked up, no
 * cookie is set, and what is answered depends on the address and the language alone.
 */
import { type Context, type Handler, Hono } from "hono";
import { LOCALES, translator } from "../../locales/mod.ts";
import {
  displayPath,
  parseClosetPath,
  parseItemNumber,
  type PublicItem,
  publicItemPath,
  type Shop,
} from "../../services/shop/mod.ts";
import { type Assets, assetTypeOf } from "../frame/assets.ts";
import { originOf } from "../frame/origin.ts";
import { matchesTag } from "../frame/stored_file.ts";
import type { Env } from "../env.ts";
import { accepted } from "../frame/preferences.ts";
import type { Services } from "../services.ts";
import { createPageCache } from "./page_cache.ts";
import { ClosetPage, closetTitle } from "./closet_page.tsx";
import { closetData, itemData } from "./structured_data.ts";
import { GoodPage, itemSummary } from "./item_page.tsx";
import { ShopNotFound } from "./not_found.tsx";
import { shopPage } from "./shop_document.tsx";
import { robots, sitemap } from "./sitemap.ts";
import { pageHref, publicName, type ShopView } from "./shop_view.ts";

export const SHOP_ROOT = "/shop";

const FOR_EVER = "public, max-age=31536000, immutable";
/** As long as a thing that was just sold may still be seen by who has been here before. */
const A_MOMENT = "public, max-age=30";
const FOR_NOBODY = "no-store";

const IMAGE = /^\/images\/(([0-9a-f]{64})\.(jpg|webp))$/;
const ASSET = /^\/assets\/([\w-]+\.(?:css|woff2|svg))$/;

type Needs = Pick<Services, "shop" | "blobs" | "auth">;

interface Place {
  readonly root: string;
  /** The owner's: shown whether the shop is open or not, and kept by nobody. */
  readonly preview: boolean;
  readonly assets: Assets;
}

/** At the root, before the guards. */
export function shopRoutes(services: Needs, assets: Assets): Hono<Env> {
  const { shop } = services;
  const answer = createShopHandler(services, { root: SHOP_ROOT, preview: false, assets });
  return new Hono<Env>()
    .get("/robots.txt", async (c) => {
      await shop.ready;
      const text = robots(shop.settings().on ? originOf(c) + SHOP_ROOT : null);
      return c.text(text, 200, { "cache-control": A_MOMENT });
    })
    .get(SHOP_ROOT, answer)
    .get(`${SHOP_ROOT}/*`, answer);
}

/** What the shop needs besides its pages and photos, below its own address. */
export function shopAssetPaths({ files }: Assets): string[] {
  const faces = [...files.keys()].filter((path) => path.endsWith(".woff2"));
  const sheets = [...files.keys()].filter((path) => /^\/assets\/shop-[\w-]+\.css$/.test(path));
  return [...sheets, ...faces, "/icon.svg"].map((path) => `/assets/${path.split("/").at(-1)}`);
}

export function createShopHandler({ shop, blobs, auth }: Needs, place: Place): Handler<Env> {
  const { root, preview, assets } = place;
  const cache = createPageCache();
  const keeping = (header: string) => ({ "cache-control": preview ? FOR_NOBODY : header });
  const style = assets.sheets?.shop ?? assets.style;

  async function viewFor(c: Context<Env>): Promise<ShopView> {
    const asked = LOCALES.find((locale) => locale === c.req.query("lang"));
    const locale = asked ?? accepted(c.req.header("accept-language"));
    return {
      t: translator(locale),
      locale,
      root,
      base: originOf(c),
      settings: shop.settings(),
      style: `${root}/assets/${style.split("/").at(-1)}`,
      preview,
      ownLanguage: (await auth.profile.get()).language,
    };
  }

  function answerPage(c: Context<Env>, view: ShopView, make: () => string): Response {
    const key = [view.base, c.req.path, view.locale, view.ownLanguage].join(" ");
    const { text, etag } = cache.page(key, shop.revision(), make);
    const headers = {
      ...keeping(A_MOMENT),
      etag,
      vary: "accept-language",
      "content-language": view.locale,
    };
    if (matchesTag(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
    return c.html(text, 200, headers) as Response;
  }

  function answerNotHere(c: Context<Env>, view: ShopView): Response {
    const { t, settings } = view;
    const open = preview || settings.on;
    // A closed shop does not say whose it is.
    const shown = open
      ? view
      : { ...view, settings: { ...settings, name: "", profileUrl: undefined } };
    const options = { title: t("shop.not_here"), description: t("shop.not_here") };
    const text = shopPage(shown, options, <ShopNotFound view={shown} open={open} />);
    return c.html(text, 404, { "cache-control": FOR_NOBODY }) as Response;
  }

  async function answerImage(c: Context<Env>, [, file, sha, end]: string[]): Promise<Response> {
    if (!shop.shelf().hasImage(file!)) return c.text("", 404, { "cache-control": FOR_NOBODY });
    const headers = {
      ...keeping(FOR_EVER),
      etag: `"${sha}"`,
      "content-type": end === "jpg" ? "image/jpeg" : "image/webp",
    };
    if (matchesTag(c.req.header("if-none-match"), headers.etag)) return c.body(null, 304, headers);
    const stream = await blobs.stream(sha!);
    return stream ? c.body(stream, 200, headers) : c.text("", 404, { "cache-control": FOR_NOBODY });
  }

  function answerAsset(c: Context<Env>, [, name]: string[]): Response {
    const file = assets.files.get(name === "icon.svg" ? "/icon.svg" : `/assets/${name}`);
    if (!file) return c.text("", 404);
    const type = assetTypeOf(name!) ?? file.type;
    return c.body(file.bytes, 200, { ...keeping(FOR_EVER), "content-type": type });
  }

  return async (c) => {
    await shop.ready;
    const path = c.req.path.slice(root.length).replace(/\/$/, "");
    const asset = ASSET.exec(path);
    if (asset) return answerAsset(c, asset);
    const view = await viewFor(c);
    if (!preview && !view.settings.on) return answerNotHere(c, view);
    const image = IMAGE.exec(path);
    if (image) return await answerImage(c, image);
    if (path === "/sitemap.xml") {
      const text = sitemap(view.base + root, shop.shelf());
      return c.body(text, 200, { ...keeping(A_MOMENT), "content-type": "application/xml" });
    }
    const good = findItem(shop, path);
    if (good && path !== publicItemPath(good)) {
      return c.redirect(pageHref(view, publicItemPath(good)), 301);
    }
    if (good) return answerPage(c, view, () => itemPage(view, good));
    const query = parseClosetPath(path);
    const closet = query && shop.shelf().closet(query);
    if (!closet) return answerNotHere(c, view);
    return answerPage(c, view, () => {
      const title = closetTitle(view, closet);
      const [first] = closet.goods;
      const options = {
        ...(title && { title }),
        path,
        description: view.settings.words[view.locale] || view.t("shop.lead"),
        image: first && pictureOf(first),
        data: closetData(view, closet),
      };
      return shopPage(view, options, <ClosetPage view={view} closet={closet} />);
    });
  };
}

function itemPage(view: ShopView, good: PublicItem): string {
  const options = {
    title: publicName(view, good),
    path: publicItemPath(good),
    description: itemSummary(view, good),
    image: pictureOf(good),
    data: itemData(view, good),
  };
  return shopPage(view, options, <GoodPage view={view} good={good} />);
}

function findItem(shop: Shop, path: string): PublicItem | null {
  const number = parseItemNumber(path);
  return number === null ? null : shop.shelf().byNumber(number);
}

function pictureOf({ photos: [cover] }: PublicItem) {
  return cover && { ...cover.display, path: displayPath(cover.display) };
}
