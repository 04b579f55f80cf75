/** The page of one item in the order of the work: photos, facts, listing, price, state. */
import { Island } from "../../components/island.tsx";
import { Measure } from "../../components/tape.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import PhotoOrder from "../../islands/PhotoOrder.tsx";
import PhotoUploader from "../../islands/PhotoUploader.tsx";
import { SCORE_MAX } from "../../services/listing/mod.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { sayKey } from "../listing/words.ts";
import { ShopSwitch } from "../shop/switch.tsx";
import { InTrash, Masthead } from "./masthead.tsx";
import type { ItemPageProps } from "./page_props.ts";
import { photoOrderProps, photoUploaderProps } from "./photo_props.ts";
import { WhatItIs } from "./what_it_is.tsx";
import { WhatToAsk } from "./what_to_ask.tsx";
import { WhatToSay } from "./what_to_say.tsx";
import { WhereItStands } from "./where_it_stands.tsx";

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
        <WhatItIs {...props} />
        <WhatToSay {...props} />
        <WhatToAsk {...props} />
        <WhereItStands {...props} />
        <ShopSwitch t={t} item={item} shop={props.shop} />
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
