/** Props shared by all parts of the form, and the field that each error belongs to. */
import type { Context } from "hono";
import type { Env } from "../env.ts";
import type { Refusal } from "../frame/refusal.ts";
import type { WatchFields } from "./form_fields.ts";

export interface WatchFormProps {
  readonly c: Context<Env>;
  readonly fields: WatchFields;
  readonly action: string;
  readonly submit: string;
  readonly refusal?: Refusal | undefined;
}

/** Errors of these keys are shown beside their field; all others above the form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  "watches.name_wrong": "name",
  "watches.category_unknown": "category",
  "watches.limit_wrong": "limit",
  "watches.drop_wrong": "dropPercent",
};
export const isOfField = ({ key }: Refusal): boolean => key in FIELD_OF;

export const errorAt = ({ refusal }: WatchFormProps, field: string) =>
  refusal && FIELD_OF[refusal.key] === field ? refusal.sentence : undefined;
