/** A page of the shop: its own small shell, without the app's navigation, its scripts or a cookie. */
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Notice } from "../../components/notice.tsx";
import { LOCALES } from "../../locales/mod.ts";
import { absolute, fileHref, pageHref, shopName, type ShopView } from "./shop_view.ts";

interface ShopPageOptions {
  /** @default the shop's own name */
  readonly title?: string;
  /** Below the shop's address; absent for a page that has none. */
  readonly path?: string;
  readonly description: string;
  /** Below the shop's address. */
  readonly image?: { readonly path: string; readonly width: number; readonly height: number };
  /** What it shows, as schema.org says it. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Who keeps a copy says here of when it is. */
const SNAPSHOT_MARK = "<!--as-of-->";

export function shopPage(view: ShopView, options: ShopPageOptions, body: VNode): string {
  return "<!doctype html>" +
    renderToString(<ShopDocument view={view} options={options}>{body}</ShopDocument>);
}

interface DocumentProps {
  view: ShopView;
  options: ShopPageOptions;
  children: ComponentChildren;
}

function ShopDocument({ view, options, children }: DocumentProps) {
  const { t, locale, settings, preview } = view;
  return (
    <html lang={locale}>
      <ShopHead view={view} options={options} />
      <body class="bare shop">
        <a class="skip" href="#main">{t("shell.skip")}</a>
        <header>
          <div class="shop-head">
            {options.path !== "" && (
              <a class="shop-name" href={pageHref(view, "")}>{shopName(view)}</a>
            )}
            {options.path !== undefined && <Languages view={view} path={options.path} />}
          </div>
          {preview && <PreviewNotice view={view} />}
          <div class="shop-copy" dangerouslySetInnerHTML={{ __html: SNAPSHOT_MARK }} />
        </header>
        <main id="main" tabindex={-1}>{children}</main>
        <footer class="shop-foot">
          <p>{t("shop.foot")}</p>
          {settings.profileUrl && (
            <p>
              <a href={settings.profileUrl} rel="noopener">{t("shop.profile")}</a>
            </p>
          )}
        </footer>
      </body>
    </html>
  );
}

function ShopHead({ view, options }: Omit<DocumentProps, "children">) {
  const { style, preview } = view;
  const { title, path, description } = options;
  const name = shopName(view);
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <title>{title ? `${title} · ${name}` : name}</title>
      <meta name="description" content={description} />
      <meta name="color-scheme" content="light dark" />
      <link rel="stylesheet" href={style} />
      <link rel="icon" href={fileHref(view, "/assets/icon.svg")} type="image/svg+xml" />
      {preview || path === undefined
        ? <meta name="robots" content="noindex" />
        : <Finding view={view} options={{ ...options, path }} />}
    </head>
  );
}

/** For those who find pages and those who share them. */
function Finding({ view, options }: {
  view: ShopView;
  options: ShopPageOptions & { readonly path: string };
}) {
  const { locale } = view;
  const { title, path, description, image, data } = options;
  const here = absolute(view, pageHref(view, path));
  return (
    <>
      <link rel="canonical" href={here} />
      {LOCALES.map((other) => (
        <link
          key={other}
          rel="alternate"
          hreflang={other}
          href={absolute(view, pageHref(view, path, other))}
        />
      ))}
      <link rel="alternate" hreflang="x-default" href={absolute(view, view.root + path)} />
      <meta property="og:type" content={data?.["@type"] === "Product" ? "product" : "website"} />
      <meta property="og:site_name" content={shopName(view)} />
      <meta property="og:title" content={title ?? shopName(view)} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={here} />
      <meta property="og:locale" content={locale === "it" ? "it_IT" : "en_GB"} />
      {image && (
        <>
          <meta property="og:image" content={absolute(view, fileHref(view, image.path))} />
          <meta property="og:image:type" content="image/jpeg" />
          <meta property="og:image:width" content={String(image.width)} />
          <meta property="og:image:height" content={String(image.height)} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {data && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: inScript(data) }}
        />
      )}
    </>
  );
}

/** What a seller wrote must not end the element it stands in. */
function inScript(data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ "@context": "https://schema.org", ...data }).replaceAll("<", "\\u003c");
}

function Languages({ view, path }: { view: ShopView; path: string }) {
  return (
    <nav class="languages" aria-label={view.t("shop.languages")}>
      {LOCALES.map((other) => (
        <a
          key={other}
          href={pageHref(view, path, other)}
          hreflang={other}
          lang={other}
          rel="alternate"
          aria-current={other === view.locale ? "true" : undefined}
        >
          {NAMES[other]}
        </a>
      ))}
    </nav>
  );
}

const NAMES = { it: "Italiano", en: "English" } as const;

function PreviewNotice({ view: { t, settings } }: { view: ShopView }) {
  return (
    <div class="shop-preview">
      <Notice>
        <p>{settings.on ? t("shop.preview_on") : t("shop.preview_off")}</p>
        <p>
          <a href="/settings/shop">{t("shop.back_to_settings")}</a>
        </p>
      </Notice>
    </div>
  );
}
