/** How a listing is shown: what is missing, the editor, and two versions that do not agree. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { FindingList } from "../../components/finding_list.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { Tag } from "../../components/tag.tsx";
import { Measure } from "../../components/tape.tsx";
import { type VersionField, Versions } from "../../components/versions.tsx";
import ListingEditor, { EDITOR_TEXTS, type EditorProps } from "../../islands/ListingEditor.tsx";
import type { T } from "../../locales/mod.ts";
import type { Item } from "../../services/inventory/mod.ts";
import {
  DESCRIPTION_CHARS_MAX,
  DRAFT_HASHTAG_CHARS_MAX,
  DRAFT_HASHTAGS_MAX,
  type DraftView,
  type Field,
  FIELDS,
  type Finding,
  LANGUAGES,
  type Review,
  SCORE_MAX,
  TITLE_CHARS_MAX,
} from "../../services/listing/mod.ts";
import type { Env } from "../env.ts";
import type { Edit } from "./form.ts";
import type { Language } from "./item.ts";
import { besideOf, fieldsOf, findingView, sayKey } from "./review_texts.ts";
import { loginPath } from "../frame/next_path.ts";
import { page } from "../frame/page.tsx";
import { REFUSED_STATUS } from "../forms/form.ts";

/** A text that was not saved. */
interface RefusedEdit {
  readonly edit: Edit;
  readonly tooLong: readonly Field[];
}

export function editPage(
  c: Context<Env>,
  item: Item,
  language: Language,
  review: Review,
  refused?: RefusedEdit,
): Response {
  const { t } = c.var;
  const elsewhere = review.findings.filter(({ at }) => !FIELDS.some((field) => field === at));
  const body = (
    <div class="page two">
      <header class="masthead wide">
        <div class="stack">
          <p>
            <Tag number={item.number} />
          </p>
          <h1>{t("listing.title_page")}</h1>
        </div>
        <ButtonLink href={`/items/${item.number}/copy?language=${language}`} icon="copy">
          {t("listing.go_copy")}
        </ButtonLink>
      </header>
      <div class="stack stack--wide sticky">
        <Progress t={t} item={item} review={review} />
        <Elsewhere t={t} item={item} language={language} findings={elsewhere} />
      </div>
      <div class="stack">
        <LanguageTabs t={t} current={language} path={`/items/${item.number}/listing`} />
        {review.draft.outdated && <Notice>{t("listing.composed_outdated")}</Notice>}
        <Sheet>
          <Island of={ListingEditor} props={editorProps(c, item, language, review, refused)} />
        </Sheet>
      </div>
    </div>
  );
  const status = refused ? REFUSED_STATUS : 200;
  return page(c, { title: t("listing.title_page"), current: "items", status }, body);
}

export function LanguageTabs({ t, current, path }: { t: T; current: Language; path: string }) {
  const tabs = LANGUAGES.map((language) => ({
    href: `${path}?language=${language}`,
    label: t(`listing.language_${language}`),
    current: language === current,
  }));
  return <Tabs tabs={tabs} label={t("listing.language")} />;
}

function Progress({ t, item, review: { completeness } }: { t: T; item: Item; review: Review }) {
  const { score, missing } = completeness;
  return (
    <div class="stack">
      <Measure
        value={score}
        max={SCORE_MAX}
        label={t("listing.completeness")}
        tone={missing.length === 0 ? "calm" : "attention"}
        figure={t("listing.score", { score })}
      >
        {missing.length === 0 ? t("listing.complete") : t("listing.next_steps")}
      </Measure>
      {missing.length > 0 && (
        <ol class="steps">
          {missing.map(({ key, count }) => (
            <li key={key}>
              <a href={`/items/${item.number}#${STEP_PLACES[key] ?? "facts"}`}>
                {sayKey(t, key, { count })}
              </a>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Anchors on the item's page for steps that are not among the facts. */
const STEP_PLACES: Readonly<Record<string, string>> = { "listing.step_photos": "photos" };

/** Findings on photos, price and facts, which belong to no line of the text. */
function Elsewhere({ t, item, language, findings }: {
  t: T;
  item: Item;
  language: Language;
  findings: readonly Finding[];
}) {
  const views = findings.map((finding) => ({ ...findingView(finding, t), finding }));
  return (
    <form method="post" action={`/items/${item.number}/listing/fix?language=${language}`}>
      <FindingList
        findings={views}
        action={({ id, finding: { fix, at } }) =>
          fix
            ? (
              <div class="row">
                <Button type="submit" kind="quiet" name="id" value={id}>
                  {sayKey(t, fix.label, fix.params)}
                </Button>
                {fix.patch.confirmed && (
                  <ButtonLink
                    kind="quiet"
                    href={`/items/${item.number}/edit#${fix.patch.confirmed}`}
                  >
                    {t("items.type_it")}
                  </ButtonLink>
                )}
              </div>
            )
            : (
              <ButtonLink
                kind="quiet"
                href={`/items/${item.number}#${at === "photos" ? "photos" : "facts"}`}
              >
                {t(at === "photos" ? "listing.go_photos" : "listing.go_facts")}
              </ButtonLink>
            )}
      />
    </form>
  );
}

function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function editorProps(
  { var: { t, account = "" } }: Context<Env>,
  item: Item,
  language: Language,
  review: Review,
  refused?: RefusedEdit,
): EditorProps {
  const texts = EDITOR_TEXTS.map((name) => [name, t(`listing.${name}`)]);
  return {
    action: `/items/${item.number}/listing`,
    language,
    logIn: loginPath(`/items/${item.number}/listing?language=${language}`),
    account,
    draft: `listing:${item.id}:${language}`,
    fields: fieldsOf(review.draft.text),
    ...(refused && { typed: fieldsOf(refused.edit.text) }),
    errors: Object.fromEntries(
      (refused?.tooLong ?? []).map((name) => [name, tooLongText(t, name)]),
    ),
    rev: refused?.edit.rev ?? review.draft.rev,
    beside: besideOf(review, t),
    limits: { title: TITLE_CHARS_MAX, description: DESCRIPTION_CHARS_MAX },
    texts: Object.fromEntries(texts) as EditorProps["texts"],
  };
}

const tooLongText = (t: T, name: Field): string =>
  name === "hashtags"
    ? t("listing.hashtags_invalid", { max: DRAFT_HASHTAGS_MAX, chars: DRAFT_HASHTAG_CHARS_MAX })
    : t("listing.text_invalid", {
      max: name === "title" ? TITLE_CHARS_MAX : DESCRIPTION_CHARS_MAX,
    });

/** Conflict page for browsers without scripts: shows both versions; nothing has been saved. */
export function conflictPage(c: Context<Env>, item: Item, edit: Edit, theirs: DraftView): Response {
  const { t } = c.var;
  const [mine, other] = [fieldsOf(edit.text), fieldsOf(theirs.text)];
  const differing: VersionField[] = FIELDS.filter((name) => mine[name] !== other[name])
    .map((name) => ({
      name,
      label: t(`listing.field_${name}`),
      mine: mine[name],
      theirs: other[name],
    }));
  const body = (
    <div class="page">
      <h1>{t("listing.conflict_title")}</h1>
      <Notice>{t("listing.conflict_help")}</Notice>
      <form method="post" action={`/items/${item.number}/listing/choice`} class="form">
        <Hidden fields={{ language: edit.language, rev: String(theirs.rev) }} />
        <Versions
          fields={differing}
          words={{
            mine: t("listing.mine"),
            theirs: t("listing.theirs"),
            keepMine: t("listing.keep_mine"),
            takeTheirs: t("listing.take_theirs"),
          }}
        />
        <Button type="submit" kind="main">{t("listing.merge_save")}</Button>
      </form>
    </div>
  );
  return page(c, { title: t("listing.conflict_title"), current: "items", status: 409 }, body);
}
