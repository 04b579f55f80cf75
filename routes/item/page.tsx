/** The page of one item in the order of the work: photos, facts, listing, price, state. */
import { Island } from "../../components/island.tsx";
import { Measure } from "../../components/tape.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import PhotoOrder from "../../islands/PhotoOrder.tsx";
import PhotoUploader from "../../islands/PhotoUploader.tsx";
import { SCORE_MAX } from "../../services/listing/mod.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { sayKey } from "../listing/review_texts.ts";
import { PublishForm } from "../shop/publish.tsx";
import { InTrash, Masthead } from "./masthead.tsx";
import type { ItemPageProps } from "./page_props.ts";
import { photoOrderProps, photoUploaderProps } from "./photo_props.ts";
import { FactsCard } from "./facts_card.tsx";
import { PriceCard } from "./price_card.tsx";
import { ListingCard } from "./listing_card.tsx";
import { StateCard } from "./state_card.tsx";

export function ItemPage(props: ItemPageProps) {
  const { c, row: { value: item } } = props;
  const { t } = c.var;
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
          props={liveJobs(c, props.jobs, { source: `/items/${item.number}`, subject: item.id })}
        />
        <FactsCard {...props} />
        <ListingCard {...props} />
        <PriceCard {...props} />
        <StateCard {...props} />
        <PublishForm t={t} item={item} shop={props.shop} />
      </section>
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
