/** The facts of an item and where each is from; what is missing can be said with one tap or in free words. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { FactLine, FactList } from "../../components/facts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { ItemPageProps } from "./page_props.ts";
import { PartlyRead } from "./partly_read.tsx";
import { WORDS_CHARS_MAX } from "../typed_words/read.ts";
import { WordsResult } from "../typed_words/result.tsx";
import { QuickPicks } from "./quick.tsx";
import { factInWords, FACTS_SHOWN } from "./words.ts";

const ASKED: ReadonlySet<string> = new Set([
  "category",
  "brand",
  "sizeLabel",
  "condition",
  "colours",
  "material",
]);

export function WhatItIs(
  { c, row: { value: item }, photos, recents, words, refusedWords }: ItemPageProps,
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
          const value = factInWords(item.facts, name, c.var);
          const empty = item.leftEmpty && name in item.leftEmpty;
          // Where nothing was read and nobody asks for it often, silence is better than a long list of gaps.
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
      <QuickPicks words={c.var} item={item} recents={recents} />
      <form method="post" action={`/items/${item.number}/words`} class="row">
        <input
          class="input grow"
          id="words"
          name="words"
          maxLength={WORDS_CHARS_MAX}
          required
          value={refusedWords?.text}
          autofocus={refusedWords !== undefined}
          aria-label={t("items.say_it")}
          aria-invalid={refusedWords && "true"}
          aria-describedby={refusedWords && "words-error"}
          placeholder={t("items.say_it_hint")}
        />
        <Button type="submit">{t("items.understand")}</Button>
        {refusedWords && <p class="error" id="words-error">{refusedWords.sentence}</p>}
      </form>
      {photos.some(({ state }) => state === "ready") && (
        <form method="post" action={`/items/${item.number}/reading`} class="row">
          <Button type="submit" icon="eye">{t("items.read_photos")}</Button>
        </form>
      )}
    </Sheet>
  );
}
