/** The facts of an item and where each is from; what is missing can be said with one tap or in free words. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { FactLine, FactList } from "../../components/facts.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import type { Item } from "../../services/inventory/mod.ts";
import type { Form } from "../forms/form.ts";
import { SeenField } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";
import type { ItemPageProps } from "./page_props.ts";
import { PartlyRead } from "./partly_read.tsx";
import { WORDS_CHARS_MAX } from "../typed_words/read.ts";
import { WordsResult } from "../typed_words/result.tsx";
import { QuickAnswers } from "./quick_answers.tsx";
import { FACTS_SHOWN, factText, type Words } from "./item_texts.ts";

const ASKED: ReadonlySet<string> = new Set([
  "category",
  "brand",
  "sizeLabel",
  "condition",
  "colours",
  "material",
]);

export function FactsCard(
  { c, row: { value: item }, photos, recents, words, forms }: ItemPageProps,
) {
  const { t } = c.var;
  return (
    <Sheet
      id="facts"
      title={t("items.what_it_is")}
      action={
        <ButtonLink href={`/items/${item.number}/edit`} kind="quiet">{t("items.edit")}</ButtonLink>
      }
    >
      {words && <WordsResult t={t} report={words} />}
      <FactList>
        {FACTS_SHOWN.map((name) => {
          const fact = item.facts[name];
          const value = factText(item.facts, name, c.var);
          const empty = item.leftEmpty && name in item.leftEmpty;
          // Facts that are unknown and rarely asked for are left out, so that the list has few gaps.
          if (value === null && !ASKED.has(name)) return null;
          return (
            <FactLine
              key={name}
              name={t(`inventory.fact_${name}`)}
              value={value ?? (empty ? t("items.left_empty") : t("items.not_read"))}
              mark={fact?.partial ? "ask" : fact?.source ?? (empty ? "seller" : "ask")}
              source={fact
                ? t(fact.partial ? "items.read_in_part" : `inventory.source_${fact.source}`)
                : (
                  <a href={`/items/${item.number}/edit#${name}`}>
                    {t(empty ? "inventory.source_seller" : "items.look_yourself")}
                  </a>
                )}
              more={fact?.partial && (
                <PartlyRead t={t} item={item} name={name} fact={fact} photos={photos} />
              )}
            />
          );
        })}
      </FactList>
      <AskAgain t={t} item={item} form={forms.facts} words={c.var} />
      <QuickAnswers words={c.var} item={item} recents={recents} seen={forms.facts.seen} />
      <form method="post" action={`/items/${item.number}/words`} class="row row--field">
        <SeenField form={forms.facts} />
        <TextField
          {...propsOf(t, forms.facts).value("words")}
          label={t("items.say_it")}
          placeholder={t("items.say_it_hint")}
          maxLength={WORDS_CHARS_MAX}
          required
        />
        <Button type="submit">{t("items.understand")}</Button>
      </form>
      {photos.some(({ state }) => state === "ready") && (
        <form method="post" action={`/items/${item.number}/reading`} class="row">
          <Button type="submit" icon="eye">{t("items.read_photos")}</Button>
        </form>
      )}
    </Sheet>
  );
}

/** A tap that would overwrite what was saved elsewhere meanwhile: the same once more, knowingly. */
function AskAgain({ t, item, form, words }: { t: T; item: Item; form: Form; words: Words }) {
  const names = FACTS_SHOWN.filter((name) => name in form.theirs);
  if (names.length === 0) return null;
  return (
    <form method="post" action={`/items/${item.number}/pick`} class="stack">
      <Notice tone="wrong">
        <p>{t("forms.stale", { count: names.length })}</p>
        {names.map((name) => (
          <p key={name}>
            {`${t(`inventory.fact_${name}`)}. ${t("forms.theirs")} `}
            <strong>{factText(item.facts, name, words) ?? t("forms.theirs_empty")}</strong>
          </p>
        ))}
        <SeenField form={form} />
        {names.map((name) =>
          form.values[name]?.map((value) => (
            <input key={name + value} type="hidden" name={name} value={value} />
          ))
        )}
        <Button type="submit">{t("forms.save_anyway")}</Button>
      </Notice>
    </form>
  );
}
