/** Everything that the parts of the price page show. */
import type { Context } from "hono";
import type { Env } from "../env.ts";
import type { JobTexts } from "../jobs/job_texts.ts";
import type { PriceData } from "./price_data.ts";

export interface PricePageProps extends PriceData {
  c: Context<Env>;
  /** All rows, not only the strongest. */
  all: boolean;
  /** Whether a look-up may be started. */
  mayAsk: boolean;
  /** Such questions that are under way. */
  asking: readonly JobTexts[];
}
