/** The page to copy from, in the order of the marketplace's form, and the step after it: on sale. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button, ButtonLink } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tag } from "../../components/tag.tsx";
import CopySheet, { type CopyRow } from "../../islands/CopySheet.tsx";
import SharePhotos from "../../islands/SharePhotos.tsx";
import { type Item, SELLER } from "../../services/inventory/mod.ts";
import { findListingLink, PASTED_CHARS_MAX } from "../../services/marketplace/mod.ts";
import {
  COPY_FIELDS,
  type CopySheet as Sheets,
  copySheet,
  photoFileName,
  photosZip,
  type Review,
} from "../../services/listing/mod.ts";
import { type Photo, photoVersion } from "../../services/photos/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { itemOf, type Language, languageOf, listingPath } from "./item.ts";
import { LanguageTabs } from "./page.tsx";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { parsed, Wrong } from "../forms/fields.ts";
import { answerForm, blankForm, type Form, type FormStatus, mustFit } from "../forms/form.ts";
import { FormNotice } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";

type CopyServices = Pick<Services, "ai" | "inventory" | "listing" | "photos">;

const ListedForm = z.object({
  link: parsed(
    { max: PASTED_CHARS_MAX },
    (link) => findListingLink(link) ? link : new Wrong("listing.link_invalid"),
  ),
});

export function copyRoutes(services: CopyServices): Hono<Env> {
  const { ai, inventory, listing, photos } = services;
  async function show(c: Context<Env>, form = blankForm(), status?: FormStatus) {
    const item = await itemOf(services, c);
    const language = await languageOf(services, c);
    const review = await listing.review(item, language, c.var.locale);
    const sheet = copySheet(item, review.draft.text, language);
    const ready = (await photos.list(item.id)).filter(({ state }) => state === "ready");
    return copyPage(c, { item, language, review, sheet, photos: ready, form, status });
  }

  return new Hono<Env>()
    // A page that came back under this address is read again.
    .get("/:number/listed", (c) => c.redirect(`/items/${c.req.param("number")}/copy`, 303))
    .get("/:number/copy", (c) => show(c))
    .get("/:number/photos.zip", async (c) => {
      const item = await itemOf(services, c);
      const ready = (await photos.list(item.id)).filter(({ state }) => state === "ready");
      const files = ready.map((photo, at) => ({
        position: at + 1,
        at: photo.createdAt,
        stream: async () => await (await photos.file(photo.id, "display")).stream(),
      }));
      return c.body(photosZip(files) as ReadableStream<Uint8Array<ArrayBuffer>>, 200, {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${zipName(item)}"`,
        "cache-control": "no-store",
      });
    })
    .post("/:number/listed", (c) =>
      answerForm(c, {
        async act(form) {
          const { link } = mustFit(c.var.t, ListedForm, form);
          const item = await itemOf(services, c);
          await inventory.move(item.id, "listed", SELLER, link ? { listingUrl: link } : {});
          await ai.kept(item);
          flash(c, "listing.flash_listed", { number: item.number });
          return c.redirect(`/items/${item.number}`, 303);
        },
        again: (form, status) => show(c, form, status),
      }));
}

const zipName = ({ number }: Item): string => `${String(number).padStart(4, "0")}.zip`;

interface CopyProps {
  item: Item;
  language: Language;
  review: Review;
  sheet: Sheets;
  photos: readonly Photo[];
  /** Of the step to "on sale". */
  form: Form;
  status: FormStatus | undefined;
}

function copyPage(c: Context<Env>, props: CopyProps): Response {
  const { t } = c.var;
  const { item, language, status } = props;
  const body = (
    <div class="page page--copy">
      <header class="masthead">
        <div class="stack">
          <p>
            <Tag number={item.number} />
          </p>
          <h1>{t("listing.title_copy")}</h1>
          <p class="soft">{t("listing.copy_intro")}</p>
        </div>
        <ButtonLink kind="quiet" href={listingPath(item, language)}>
          {t("listing.go_edit")}
        </ButtonLink>
      </header>
      <Warning c={c} {...props} />
      <LanguageTabs t={t} current={language} path={`/items/${item.number}/copy`} />
      <PhotosSheet c={c} {...props} />
      <FieldsSheet c={c} {...props} />
      <ListedSheet c={c} {...props} />
    </div>
  );
  return page(c, { title: t("listing.title_copy"), current: "items", status }, body);
}

type Part = CopyProps & { c: Context<Env> };

/** It warns and never forbids: the seller may know better. */
function Warning({ c: { var: { t } }, item, language, review }: Part) {
  const count = review.findings.filter(({ severity }) => severity === "error").length;
  if (count === 0) return null;
  return (
    <Notice>
      <p>{t("listing.copy_warn", { count })}</p>
      <ButtonLink href={listingPath(item, language)}>{t("listing.go_edit")}</ButtonLink>
    </Notice>
  );
}

function PhotosSheet({ c: { var: { t } }, item, photos }: Part) {
  const share = {
    photos: photos.map((photo, at) => ({
      href: `/photos/${photo.id}/display?v=${photoVersion(photo)}`,
      name: photoFileName(at + 1),
    })),
    texts: {
      share: t("listing.photos_share"),
      waiting: t("listing.photos_waiting"),
      failed: t("listing.photos_failed"),
    },
  };
  return (
    <Sheet title={t("listing.field_photos")}>
      <p>
        {t("listing.photos_count", { count: photos.length })}
        {photos.length > 0 && <span class="soft">{`. ${t("listing.photos_private")}`}</span>}
      </p>
      {photos.length > 0 && (
        <div class="row">
          <Island of={SharePhotos} props={share} />
          <ButtonLink
            href={`/items/${item.number}/photos.zip`}
            icon="download"
            download={zipName(item)}
          >
            {t("listing.photos_zip")}
          </ButtonLink>
        </div>
      )}
    </Sheet>
  );
}

function FieldsSheet({ c: { var: { t } }, item, language, sheet }: Part) {
  const rows: CopyRow[] = COPY_FIELDS.map((name) => ({
    name,
    label: t(`listing.field_${name}`),
    value: sheet.fields[name],
    copy: t(`listing.copy_${name}`),
  }));
  const texts = {
    copied: t("listing.copied"),
    failed: t("listing.copy_failed"),
    unknown: t("listing.unknown"),
  };
  return (
    <Sheet>
      <Island of={CopySheet} props={{ rows, memory: `copied:${item.id}:${language}`, texts }} />
      <div class="copy">
        <div>
          <p class="small soft">{t("listing.field_parcel")}</p>
          <p>{sheet.parcel ? t(`listing.parcel_${sheet.parcel}`) : t("listing.unknown")}</p>
          <p class="small soft">{t("listing.parcel_help")}</p>
        </div>
      </div>
    </Sheet>
  );
}

/** Only what is not on sale yet can be put on sale. */
function ListedSheet({ c: { var: { t } }, item, form }: Part) {
  if (item.listingUrl && item.state === "listed") {
    return (
      <Sheet title={t("listing.listed_already")}>
        <a href={item.listingUrl} rel="noreferrer">{item.listingUrl}</a>
      </Sheet>
    );
  }
  if (item.state !== "draft" && item.state !== "ready") return null;
  return (
    <Sheet title={t("listing.listed_title")}>
      <form method="post" action={`/items/${item.number}/listed`} class="form">
        <FormNotice t={t} form={form} />
        <TextField
          {...propsOf(t, form).value("link")}
          inputMode="url"
          label={t("listing.listed_link")}
          hint={t("listing.listed_help")}
          autocomplete="off"
        />
        <Button type="submit" kind="main" icon="check">{t("listing.listed_button")}</Button>
      </form>
    </Sheet>
  );
}
