/** Actions for a pasted link: look it up, type its data by hand, or open it. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { RadioField, SelectField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { findListingLink, type Site, siteFacts, webLink } from "../../services/marketplace/mod.ts";
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
      <LinkForm
        c={c}
        state={state}
        link={url}
        title={item.title}
        site={item.link.site}
        at={String(at)}
        rest={rest}
        isRefused={findListingLink(state.typed?.link ?? "")?.url === url}
      />
    </Sheet>
  );
}

/** Typed values whose link is not of the marketplace. */
export function RefusedLinkSheet({ c, state }: Pick<LinkProps, "c" | "state">) {
  const { link = "", rest = "" } = state.typed ?? {};
  return (
    <Sheet title={c.var.t("market.link_item")}>
      <LinkForm
        c={c}
        state={state}
        link={link}
        title=""
        site={state.site}
        at="refused"
        rest={rest}
        isRefused
      />
    </Sheet>
  );
}

function LinkForm({ c: { var: { t, locale } }, state, link, title, site, at, rest, isRefused }: {
  c: Context<Env>;
  state: AddState;
  link: string;
  /** Title in the pasted text. */
  title: string;
  site: Site;
  /** Makes the ids of the form's fields unique on the page. */
  at: string;
  /** The other links that were pasted. */
  rest: string;
  /** Whether the values that were refused are of this form. */
  isRefused: boolean;
}) {
  const typed = isRefused ? state.typed : undefined;
  const wrong = isRefused ? state.wrong : undefined;
  const id = (name: string) => `${name}-${at}`;
  const { currency } = siteFacts(site);
  return (
    <form method="post" action="/market/add/link" class="form">
      <p class="soft">{t(state.mayLookUp ? "market.or_type" : "market.type_it")}</p>
      {wrong === "link"
        ? (
          <TextField
            name="link"
            id={id("link")}
            label={t("market.typed_link")}
            value={link}
            error={t("market.not_a_market_link", { count: 1 })}
            spellcheck={false}
            required
            autofocus
          />
        )
        : <input type="hidden" name="link" value={link} />}
      <input type="hidden" name="rest" value={rest} />
      <TextField
        name="title"
        id={id("title")}
        label={t("market.typed_title")}
        value={typed?.title ?? title}
        maxLength={TITLE_CHARS_MAX}
        error={wrong === "title" && t("market.title_missing")}
        required
      />
      <div class="fields">
        <TextField
          name="price"
          id={id("price")}
          label={t("market.typed_price", { currency })}
          value={typed?.price ?? ""}
          inputMode="decimal"
          error={wrong === "price" && t("market.price_missing")}
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
