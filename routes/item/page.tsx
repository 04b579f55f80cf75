/** The page of one item, top to bottom as the work goes: photos, what it is, what to say, what to ask, where it stands. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { FactLine, FactList } from "../../components/facts.tsx";
import { Icon } from "../../components/icon.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import { Tag } from "../../components/tag.tsx";
import { Measure } from "../../components/tape.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import PhotoOrder from "../../islands/PhotoOrder.tsx";
import PhotoUploader from "../../islands/PhotoUploader.tsx";
import { date, money } from "../../locales/format.ts";
import type { Inventory, Item, Neighbours } from "../../services/inventory/mod.ts";
import { type Review, SCORE_MAX } from "../../services/listing/mod.ts";
import type { Answer } from "../../services/market/mod.ts";
import type { Photo } from "../../services/photos/mod.ts";
import type { Row } from "../../services/store/mod.ts";
import type { Env } from "../env.ts";
import { QuickPicks } from "./quick.tsx";
import { StateSteps } from "./state.tsx";
import { factInWords, FACTS_SHOWN, itemName } from "./words.ts";
import { STATE_TONES } from "../items/list.tsx";
import type { JobInWords } from "../jobs/job_words.ts";
import { sayKey } from "../listing/words.ts";
import { PriceLine } from "../price/line.tsx";
import { photoOrderProps, photoUploaderProps } from "./photo_props.ts";
import { ShopSwitch, type ShopSwitchProps } from "../shop/switch.tsx";

export interface ItemPageProps {
  c: Context<Env>;
  row: Row<Item>;
  photos: readonly Photo[];
  /** Those of this item that are not over. */
  jobs: readonly JobInWords[];
  review: Review;
  /** What it goes for, by the evidence at hand. */
  answer: Answer;
  shop: ShopSwitchProps["shop"];
  neighbours: Neighbours | null;
  recents: ReturnType<Inventory["recents"]>;
}

export function ItemPage(props: ItemPageProps) {
  const { c: { var: { t } }, row: { value: item } } = props;
  return (
    <div class="page two">
      <Masthead {...props} />
      {item.trashedAt !== undefined && <InTrash {...props} />}
      <section class="stack stack--wide sticky" id="photos">
        <Photos {...props} />
        <Completeness {...props} />
      </section>
      <section class="stack stack--wide">
        <Island
          of={LiveJobs}
          props={{
            jobs: [...props.jobs],
            subject: item.id,
            cancel: t("jobs.cancel"),
            more: t("jobs.more", { count: "{count}" }),
            reload: true,
          }}
        />
        <WhatItIs {...props} />
        <WhatToSay {...props} />
        <WhatToAsk {...props} />
        <WhereItStands {...props} />
        <ShopSwitch t={t} item={item} shop={props.shop} />
      </section>
    </div>
  );
}

function Masthead({ c, row: { value: item }, neighbours }: ItemPageProps) {
  const { t } = c.var;
  return (
    <header class="masthead wide">
      <div class="stack">
        <p class="row">
          <Tag number={item.number} />
          <StateBadge tone={STATE_TONES[item.state]}>
            {t(`inventory.state_${item.state}`)}
          </StateBadge>
          {item.box && <span class="soft small">{t("items.in_box", { box: item.box })}</span>}
        </p>
        <h1>{itemName(c.var, item)}</h1>
      </div>
      <nav class="row" aria-label={t("items.neighbours")}>
        {neighbours?.previous !== undefined && (
          <ButtonLink href={`/items/${neighbours.previous}`} icon="left" iconOnly rel="prev">
            {t("items.previous_item")}
          </ButtonLink>
        )}
        {neighbours?.next !== undefined && (
          <ButtonLink href={`/items/${neighbours.next}`} icon="right" iconOnly rel="next">
            {t("items.next_item")}
          </ButtonLink>
        )}
      </nav>
    </header>
  );
}

function InTrash({ c: { var: { t } }, row: { value: item } }: ItemPageProps) {
  return (
    <div class="wide">
      <Notice>
        <p>{t("items.in_trash")}</p>
        <form method="post" action={`/items/${item.number}/restore`}>
          <Button type="submit" icon="undo">{t("items.restore")}</Button>
        </form>
      </Notice>
    </div>
  );
}

function Photos({ c: { var: { t } }, row: { value: item }, photos }: ItemPageProps) {
  return (
    <>
      <Island of={PhotoOrder} props={photoOrderProps(t, item, photos)} />
      <Island of={PhotoUploader} props={photoUploaderProps(t, item.number)} />
    </>
  );
}

function Completeness({ c: { var: { t } }, review: { completeness } }: ItemPageProps) {
  const { score, missing } = completeness;
  const next = missing.slice(0, 2).map(({ key, count }) => sayKey(t, key, { count }));
  return (
    <Measure
      value={score}
      max={SCORE_MAX}
      label={t("items.completeness")}
      tone={score === SCORE_MAX ? "calm" : "attention"}
      figure={t("items.score", { score, max: SCORE_MAX })}
    >
      {next.length > 0 ? t("items.next_steps", { steps: next.join(" · ") }) : t("items.complete")}
    </Measure>
  );
}

function WhatItIs({ c, row: { value: item }, photos, recents }: ItemPageProps) {
  const { t } = c.var;
  return (
    <Sheet
      id="facts"
      title={t("items.what_it_is")}
      action={
        <ButtonLink href={`/items/${item.number}/edit`} kind="quiet">{t("items.edit")}</ButtonLink>
      }
    >
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
              mark={fact?.source ?? (empty ? "seller" : "ask")}
              source={fact
                ? t(`inventory.source_${fact.source}`)
                : (
                  <a href={`/items/${item.number}/edit#${name}`}>
                    {t(empty ? "inventory.source_seller" : "items.look_yourself")}
                  </a>
                )}
            />
          );
        })}
      </FactList>
      <QuickPicks words={c.var} item={item} recents={recents} />
      <form method="post" action={`/items/${item.number}/words`} class="row">
        <input
          class="input grow"
          name="words"
          maxLength={300}
          required
          aria-label={t("items.say_it")}
          placeholder={t("items.say_it_hint")}
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

const ASKED: ReadonlySet<string> = new Set([
  "category",
  "brand",
  "sizeLabel",
  "condition",
  "colours",
  "material",
]);

function WhatToSay({ c: { var: { t } }, row: { value: item }, review }: ItemPageProps) {
  const { draft: { text }, findings } = review;
  const here = `/items/${item.number}`;
  return (
    <Sheet
      title={t("items.what_to_say")}
      action={<ButtonLink href={`${here}/listing`} kind="quiet">{t("items.edit")}</ButtonLink>}
    >
      <p class="listing-title">{text.title || t("items.no_title")}</p>
      <p class="listing-text">{text.description}</p>
      {findings.filter(({ severity }) => severity !== "hint").slice(0, 3).map((finding) => (
        <p
          key={finding.rule + finding.at}
          class={finding.severity === "error" ? "lint lint--error" : "lint"}
        >
          {sayKey(t, finding.key, finding.params)}
        </p>
      ))}
      <p class="row">
        <ButtonLink href={`${here}/copy`} kind="main" icon="copy">{t("items.copy")}</ButtonLink>
      </p>
    </Sheet>
  );
}

function WhatToAsk({ c, row: { value: item }, answer }: ItemPageProps) {
  const { t, locale } = c.var;
  const { price, cost } = item;
  return (
    <Sheet
      title={t("items.what_to_ask")}
      action={
        <ButtonLink href={`/items/${item.number}/price`} kind="quiet">{t("price.link")}</ButtonLink>
      }
    >
      <form method="post" action={`/items/${item.number}/price`} class="row">
        <label class="row grow">
          <span>{t("items.price")}</span>
          <input
            class="input grow"
            name="price"
            inputMode="decimal"
            value={price ? (price.cents / 100).toLocaleString("it-IT", EUROS) : undefined}
            placeholder="0,00"
          />
          <span>{price?.currency ?? "EUR"}</span>
        </label>
        <Button type="submit">{t("common.save")}</Button>
      </form>
      {cost && price && (
        <p class="soft small">
          {t("items.above_cost", {
            cost: money(locale, cost),
            margin: money(locale, { ...price, cents: price.cents - cost.cents }),
          })}
        </p>
      )}
      <PriceLine c={c} answer={answer} />
    </Sheet>
  );
}

const EUROS = { minimumFractionDigits: 2, useGrouping: false };

function WhereItStands({ c, row: { value: item } }: ItemPageProps) {
  const { t, locale } = c.var;
  return (
    <Sheet
      title={t("items.where_it_stands")}
      action={
        <ButtonLink href={`/items/${item.number}/history`} kind="quiet">
          {t("items.history")}
        </ButtonLink>
      }
    >
      {item.listedAt !== undefined && (
        <p class="soft">{t("items.listed_on", { date: date(locale, item.listedAt) })}</p>
      )}
      {item.listingUrl && (
        <p>
          <a href={item.listingUrl} rel="noreferrer" target="_blank">
            {t("items.see_listing")} <Icon name="share" />
          </a>
        </p>
      )}
      {item.note && <p class="note">{item.note}</p>}
      <StateSteps t={t} item={item} />
      <div class="row">
        <ButtonLink href={`/items/labels?id=${item.id}`} icon="label">
          {t("items.label")}
        </ButtonLink>
        {item.trashedAt === undefined && (
          <form method="post" action={`/items/${item.number}/trash`}>
            <Button type="submit" kind="quiet" icon="trash">{t("items.to_trash")}</Button>
          </form>
        )}
      </div>
    </Sheet>
  );
}
