/** Props of the item page. */
import type { Context } from "hono";
import type { Inventory, Item, Neighbours } from "../../services/inventory/mod.ts";
import type { Review } from "../../services/listing/mod.ts";
import type { Answer } from "../../services/market/mod.ts";
import type { Photo } from "../../services/photos/mod.ts";
import type { Row } from "../../services/store/mod.ts";
import type { Env } from "../env.ts";
import type { JobTexts } from "../jobs/job_texts.ts";
import type { WordsReport } from "../typed_words/report.ts";
import type { ItemForms } from "./item_forms.ts";
import type { PublishFormProps } from "../shop/publish.tsx";

export interface ItemPageProps {
  c: Context<Env>;
  row: Row<Item>;
  photos: readonly Photo[];
  /** This item's jobs that have not ended. */
  jobs: readonly JobTexts[];
  review: Review;
  /** The estimate from the present evidence. */
  answer: Answer;
  shop: PublishFormProps["shop"];
  neighbours: Neighbours | null;
  recents: ReturnType<Inventory["recents"]>;
  /** Report on words that were just typed. */
  words?: WordsReport | undefined;
  forms: ItemForms;
}
