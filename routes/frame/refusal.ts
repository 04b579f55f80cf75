/** A form that comes back with what was wrong with it. */
import type { Context } from "hono";
import { isFailure } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import type { PageOptions } from "./page.tsx";
import { REFUSED_STATUS } from "../forms/form.ts";
import { sentenceOf, STATUS } from "./problems.tsx";

export interface Refusal {
  /** Key of the failure, so that its sentence can be shown beside its field. */
  readonly key: string;
  readonly sentence: string;
  readonly status: NonNullable<PageOptions["status"]>;
}

/** Rethrows what no form can answer for. */
export function refusalOf(c: Context<Env>, error: unknown): Refusal {
  if (!isFailure(error)) throw error;
  const { seconds } = error.params;
  if (error.code === "too_many" && seconds) c.header("retry-after", String(seconds));
  const status = error.code === "invalid" ? REFUSED_STATUS : STATUS[error.code];
  return { key: error.key, sentence: sentenceOf(c.var.t, error), status };
}
