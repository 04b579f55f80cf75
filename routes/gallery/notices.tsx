/** Gallery samples of notices and navigation. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Crumbs } from "../../components/crumbs.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Notice } from "../../components/notice.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Segments } from "../../components/segments.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tabs } from "../../components/tabs.tsx";
import type { Env } from "../env.ts";

interface Props {
  c: Context<Env>;
}

export function Notices({ c: { var: { t } } }: Props) {
  return (
    <>
      {(["attention", "wrong", "done"] as const).map((tone) => (
        <Notice key={tone} tone={tone}>
          <p>{t(`gallery.notice_${tone}`)}</p>
        </Notice>
      ))}
      <EmptyState
        icon="wardrobe"
        action={
          <ButtonLink href="/items/new" kind="main" icon="camera">{t("shell.camera")}</ButtonLink>
        }
      >
        {t("gallery.empty")}
      </EmptyState>
      <form method="post" action="/gallery/flash">
        <Button type="submit" icon="undo">{t("gallery.flash")}</Button>
      </form>
    </>
  );
}

export function Ways({ c: { var: { t } } }: Props) {
  return (
    <Sheet>
      <Crumbs
        label={t("gallery.crumbs")}
        crumbs={[
          { href: "/settings", label: t("shell.settings") },
          { href: "/gallery", label: t("gallery.title") },
        ]}
      />
      <Tabs
        label={t("gallery.tabs")}
        tabs={[
          { href: "/gallery#pages", label: t("gallery.state_idle"), count: 6, current: true },
          { href: "/gallery#table", label: t("gallery.state_attention"), count: 2 },
          { href: "/gallery#facts", label: t("gallery.state_done"), count: 214 },
        ]}
      />
      <Segments
        label={t("gallery.segments")}
        segments={[
          { href: "/gallery#pages", label: t("gallery.as_list"), icon: "list", current: true },
          { href: "/gallery#things", label: t("gallery.as_grid"), icon: "grid" },
        ]}
      />
      <Pagination
        label={t("gallery.pages")}
        summary={t("gallery.shown")}
        previous={{ href: "/gallery#words", label: t("gallery.previous") }}
        next={{ href: "/gallery#icons", label: t("gallery.next") }}
      />
    </Sheet>
  );
}
