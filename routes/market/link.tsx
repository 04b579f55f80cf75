/** Actions for a pasted link: look it up, type its data by hand, or open it. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { RadioField, SelectField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { findListingLink, siteFacts, webLink } from "../../services/marketplace/mod.ts";
import { CONDITIONS } from "../../services/taxonomy/mod.ts";
import type { Env } from "../env.ts";
import type { AddState } from "./add_form.ts";
import type { PastedItem, PastedSearch } from "./pasted.ts";
import { UnknownFilters } from "./unknown_filters.tsx";

const TITLE_CHARS_MAX = 200;
const WORD_CHARS_MAX = 120;

interface LinkProps {
  c: Context<Env>;
  item: PastedItem;
  /** Index of the link, for unique names on the page. */
  at: number;
  state: AddState;
}

export function LinkSheet({ c, item, at, state }: LinkProps) {
  const { t } = c.var;
  const { url } = item.link;
  const rest = state.pasted.kept.split(" ").filter((word) => findListingLink(word)?.url !== url)
    .join(" ");
  return (
    <Sheet
      title={item.title || t("market.link_item")}
      action={
        <a href={url} rel="noreferrer" target="_blank" class="small breakable">
          {url.replace("https://www.", "")}
        </a>
      }
    >
      {state.mayLookUp && (
        <form method="post" action="/market/add/lookup">
          <input type="hidden" name="link" value={url} />
          <input type="hidden" name="rest" value={rest} />
          <Button type="submit" kind="main" icon="search">{t("market.look_up")}</Button>
        </form>
      )}
      <LinkForm c={c} item={item} at={at} state={state} rest={rest} />
    </Sheet>
  );
}

function LinkForm({ c: { var: { t, locale } }, item, at, state, rest }: LinkProps & {
  rest: string;
}) {
  const isWrong = findListingLink(state.typed?.link ?? "")?.url === item.link.url;
  const typed = isWrong ? state.typed : undefined;
  const id = (name: string) => `${name}-${at}`;
  const { currency } = siteFacts(item.link.site);
  return (
    <form method="post" action="/market/add/link" class="form">
      <p class="soft">{t(state.mayLookUp ? "market.or_type" : "market.type_it")}</p>
      <input type="hidden" name="link" value={item.link.url} />
      <input type="hidden" name="rest" value={rest} />
      <TextField
        name="title"
        id={id("title")}
        label={t("market.typed_title")}
        value={typed?.title ?? item.title}
        maxLength={TITLE_CHARS_MAX}
        error={isWrong && state.wrong === "title" && t("market.title_missing")}
        required
      />
      <div class="fields">
        <TextField
          name="price"
          id={id("price")}
          label={t("market.typed_price", { currency })}
          value={typed?.price ?? ""}
          inputMode="decimal"
          error={isWrong && state.wrong === "price" && t("market.price_missing")}
          required
        />
        <TextField
          name="brand"
          id={id("brand")}
          label={t("market.typed_brand")}
          value={typed?.brand ?? ""}
          maxLength={WORD_CHARS_MAX}
        />
        <TextField
          name="size"
          id={id("size")}
          label={t("market.typed_size")}
          value={typed?.size ?? ""}
          maxLength={WORD_CHARS_MAX}
        />
        <SelectField
          name="condition"
          id={id("condition")}
          label={t("market.typed_condition")}
          value={typed?.condition ?? ""}
          options={[
            { value: "", label: t("market.unknown") },
            ...CONDITIONS.map(({ id, labels }) => ({ value: String(id), label: labels[locale] })),
          ]}
        />
      </div>
      <RadioField
        name="kind"
        label={t("market.typed_kind")}
        value={typed?.kind ?? "asking"}
        options={[
          { value: "asking", label: t("market.kind_asking") },
          { value: "sold", label: t("market.kind_sold") },
        ]}
      />
      <Button type="submit" kind={state.mayLookUp ? "plain" : "main"}>{t("market.note_it")}</Button>
    </form>
  );
}

const absoluteLink = (text: string): string => {
  const link = text.replaceAll("&amp;", "&");
  return /^https?:/i.test(link) ? link : `https://${link}`;
};

export function SearchSheet({ c, search: { search, text, unknown }, state }: {
  c: Context<Env>;
  search: PastedSearch;
  state: AddState;
}) {
  const { t } = c.var;
  // A link with filters of its own is opened and watched as it was pasted.
  const url = unknown.length > 0 ? absoluteLink(text) : webLink(search);
  const rest = state.pasted.kept.split(" ").filter((word) => word !== text).join(" ");
  return (
    <Sheet title={search.text || t("market.link_search")}>
      <p class="soft small breakable">{url.replace("https://www.", "")}</p>
      <UnknownFilters c={c} names={unknown} />
      <div class="row">
        {state.mayLookUp && (
          <form method="post" action="/market/add/lookup">
            <input type="hidden" name="link" value={url} />
            <input type="hidden" name="rest" value={rest} />
            <Button type="submit" kind="main" icon="search">{t("market.look_up")}</Button>
          </form>
        )}
        <ButtonLink href={`/watches/new?${new URLSearchParams({ link: url })}`} icon="eye">
          {t("market.watch_it")}
        </ButtonLink>
        <ButtonLink href={url} rel="noreferrer" target="_blank">{t("market.open_it")}</ButtonLink>
      </div>
      <p class="soft">{t("market.open_and_capture")}</p>
    </Sheet>
  );
}
